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

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, Page } from 'playwright-core';
import { ROOT } from './root';

/** Chromium with one window, in which somebody is signed in. */
export async function openBrowser(options: {
  url: string;
  person: { name: string };
}): Promise<{ page: Page; version: string; close(): Promise<void> }> {
  const { browserOptions } = await import(
    pathToFileURL(join(ROOT, 'scripts/browser.mjs')).href
  );
  const browser = await chromium.launch(await browserOptions());
  try {
    const context = await browser.newContext({
      baseURL: options.url,
      locale: 'en-US',
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    await page.goto('/');
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const popup = await opening;
    await popup.getByRole('button', { name: options.person.name }).click();
    await page.getByRole('link', { name: 'Access' }).first().waitFor();
    return {
      page,
      version: browser.version(),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
