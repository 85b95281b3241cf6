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

import { expect, Page, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { lookAt } from './looks';
import { openWindow } from './openWindow';
import { callPortal } from './portal';
import { ADMINISTRATOR } from './signIn';

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openWindow(browser, ADMINISTRATOR, '/scim/audit');
});

test.afterAll(() => page.context().close());

const log = () => page.getByRole('table', { name: 'Audit log' });

test('the chain is verified, and says how many entries it has', async () => {
  const { totalItems } = await callPortal<{ totalItems: number }>(
    '/api/scim/audit?limit=1',
  );
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/intact/)).toContainText(
    totalItems.toLocaleString('en-US'),
  );
  await lookAt(page, 'audit', 900);
});

test('an entry tells everything about it', async () => {
  const entry = log().getByRole('row').nth(1);
  await entry.locator('summary').click();
  await expect(entry.locator('pre')).toBeVisible();
});

test('it is filtered by area and by who did it, in the URL', async () => {
  await page.getByRole('button', { name: /Every area/ }).click();
  await page.getByRole('option', { name: 'Groups' }).click();
  await expect(page).toHaveURL(/audit\.action=group/);
  await expect(log().getByRole('row').nth(1)).toContainText('group.');
  await expect(log()).not.toContainText('user.create');

  await page.getByRole('searchbox').fill('nobody');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.goto('/scim/audit');
});

test('it can be taken along, one entry a line', async () => {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const file = await (await downloading).path();
  const [first] = (await readFile(file, 'utf8')).split('\n');
  expect(JSON.parse(first)).toMatchObject({ seq: 1 });
});

test('a failure says what went wrong and can be retried', async () => {
  await page.route('**/api/scim/audit?*', route =>
    route.fulfill({
      status: 500,
      json: { error: { name: 'Error', message: 'The disk is full' } },
    }),
  );
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The disk is full');
  await page.unroute('**/api/scim/audit?*');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(log()).toBeVisible();
});
