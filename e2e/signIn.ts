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

import { expect, Page } from '@playwright/test';

/** Two people of the example organization. */
export const ADMINISTRATOR = 'Ada Okafor';
export const ENGINEER = 'Mara Voss';

/** Signs somebody in through the example identity provider, and opens a page. */
export async function signIn(page: Page, person: string, path: string) {
  await page.goto('/');
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const popup = await opening;
  await popup.getByRole('button', { name: person }).click();
  await expect(page.getByRole('link', { name: 'Access' })).toBeVisible();
  await page.goto(path);
}
