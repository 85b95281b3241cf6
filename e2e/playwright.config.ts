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

import { defineConfig } from '@playwright/test';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PORTAL_URL } from './portal';

/**
 * The pages in a real browser, against one real portal. The tests change that
 * portal, so they run one after the other, in the order of their file names.
 */
export default (async () => {
  const script = path.resolve(__dirname, '../scripts/browser.mjs');
  const { browserOptions } = await import(pathToFileURL(script).href);
  return defineConfig({
    testDir: '.',
    outputDir: '../e2e-test-report/results',
    globalSetup: require.resolve('./globalSetup'),
    workers: 1,
    fullyParallel: false,
    forbidOnly: Boolean(process.env.CI),
    timeout: 60_000,
    expect: { timeout: 15_000 },
    reporter: 'list',
    use: {
      baseURL: PORTAL_URL,
      locale: 'en-US',
      timezoneId: 'UTC',
      trace: 'retain-on-failure',
      viewport: { width: 1280, height: 900 },
      launchOptions: await browserOptions(),
    },
  });
})();
