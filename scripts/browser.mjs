/*
 * Copyright 2026 The Backstage SCIM Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

/**
 * Chromium as npm brings it, where it does (Linux on x64); elsewhere the Chrome
 * that is installed. `CHROMIUM_PATH` names another one.
 *
 * @returns {Promise<import('playwright-core').LaunchOptions>}
 */
export async function browserOptions() {
  // Chromium does not start as root with its sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (process.env.CHROMIUM_PATH) {
    return { executablePath: process.env.CHROMIUM_PATH, args };
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: chromium } = await import('@sparticuz/chromium');
    return {
      executablePath: await chromium.executablePath(),
      // One process for everything would end with the first window.
      args: chromium.args
        .filter(arg => !['--single-process', '--no-zygote'].includes(arg))
        .concat(args),
    };
  }
  return { channel: 'chrome', args };
}
