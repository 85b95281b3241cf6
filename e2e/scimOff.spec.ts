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
import { startCopy } from './copyOfPortal';
import { lookAt } from './looks';
import { openWindow } from './openWindow';
import { callPortal } from './portal';
import { SecondPortal } from './secondPortal';
import { ADMINISTRATOR } from './signIn';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const LISTS = [
  '/api/scim/users?limit=100',
  '/api/scim/groups?limit=100',
  '/api/scim/bindings?limit=100',
];

let page: Page;
let off: SecondPortal;
let before: unknown[];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  before = await Promise.all(LISTS.map(list => callPortal(list)));
  off = await startCopy({ SCIM_ENABLED: 'false' });
  page = await openWindow(browser, ADMINISTRATOR, '/scim/connections', off.url);
});

test.afterAll(async () => {
  await page?.context().close();
  await off?.stop();
});

const row = (name: string) => page.getByRole('row', { name });

test('while SCIM is off identity providers are not heard, and the page says so', async () => {
  await expect(page.getByText('SCIM is off')).toBeVisible();
  await expect(row('Example IdP')).toBeVisible();
  await lookAt(page, 'scim-off');
  const answer = await fetch(`${off.url}/api/scim/v2/Users`, {
    headers: { Authorization: 'Bearer development-only-scim-token' },
  });
  expect(answer.status).toBe(501);
});

test('people, teams and what they hold stay exactly as they were', async () => {
  const after = await Promise.all(
    LISTS.map(list => callPortal(list, { portal: off.url })),
  );
  expect(after).toEqual(before);

  await page.goto('/scim/groups');
  await expect(row('Payments')).toContainText('Synced');
  await page.goto('/scim/users');
  await expect(row('Mara Voss')).toContainText('Example IdP');
  await expect(row('Mara Voss')).toContainText('Active');
});

test('people are then added in the portal, and the page says that it can be', async () => {
  await expect(page.getByText(/SCIM is off.*can be added here/)).toBeVisible();
  await page.getByRole('button', { name: 'Add user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a user' });
  await dialog.getByRole('textbox', { name: 'Email' }).fill('zoe@example.com');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Zoe Adler');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  await page
    .getByRole('searchbox', { name: 'Search people' })
    .fill('zoe@example.com');
  await expect(row('Zoe Adler')).toContainText('Not synced');
});
