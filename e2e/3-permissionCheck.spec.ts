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
import { choose } from './choose';
import { lookAt } from './looks';
import { openWindow } from './openWindow';
import { callPortal } from './portal';
import { ADMINISTRATOR } from './signIn';

interface Check {
  totalItems: number;
  totalUsers: number;
  items: Array<{ user: { email: string } }>;
}

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openWindow(browser, ADMINISTRATOR, '/scim/permission-check');
});

test.afterAll(() => page.context().close());

test('an administrator finds people who are half set up', async () => {
  const check = await callPortal<Check>('/api/scim/permission-check?limit=1');
  const table = page.getByRole('table');
  await expect(table.getByRole('row')).toContainText([
    'User',
    check.items[0].user.email,
  ]);
  await expect(table).toContainText('No project permissions');
  await expect(table).toContainText(
    check.totalUsers === 1
      ? '1 user has incomplete permission setup.'
      : `${check.totalUsers} users have incomplete permission setup.`,
  );
  await expect(
    page.getByRole('region', { name: 'How to fix many at once' }),
  ).toContainText('scim access import');
  await lookAt(page, 'permission-check');
});

test('a search stands in the URL and says when nothing matches', async () => {
  await page.getByRole('searchbox').fill("nobody's + at all");
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await expect(page).toHaveURL(/check\.search=nobody/);
  await page.reload();
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.goto('/scim/permission-check');
});

test('the rows can be taken along as CSV', async () => {
  const { totalItems } = await callPortal<Check>('/api/scim/permission-check');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await (await downloading).path();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toBe('User,Cloud,Role,Issue');
  expect(lines).toHaveLength(totalItems + 1);
});

test('somebody in no group cannot be set up here, and the page says where', async () => {
  await grantFor('owen.tate@example.com');
  await expect(page.getByRole('dialog')).toContainText(
    'They are in no group. Add them to one in the identity provider first.',
  );
  await page.getByRole('button', { name: 'Cancel' }).click();
});

test('a row is fixed by granting one of their groups a role on a project', async () => {
  const row = await grantFor('chloe.dubois@example.com');
  // Its lists are dialogs too, and close after their own time.
  const dialog = page.getByRole('dialog', {
    name: 'Set up Chloé Dubois on dev-cloud',
  });
  await dialog.getByRole('button', { name: /Group/ }).click();
  await page.getByRole('option', { name: 'Design' }).click();
  await choose(page, 'Project of dev-cloud', 'sandbox');
  await dialog.getByRole('button', { name: /Role/ }).click();
  await page.getByRole('option', { name: 'readonly' }).click();
  await dialog.getByRole('button', { name: 'Grant', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toHaveCount(0);

  const { items } = await callPortal<{ items: Array<{ id: string }> }>(
    '/api/scim/bindings?principalType=group&principal=Design&resource=project/dev-cloud/sandbox',
  );
  await callPortal(`/api/scim/bindings/${items[0].id}`, { method: 'DELETE' });
});

async function grantFor(email: string) {
  const row = page.getByRole('row', { name: email });
  await row.getByRole('button', { name: 'Grant a role' }).click();
  return row;
}
