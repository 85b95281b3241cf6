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

import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { callPortal } from './portal';
import { ADMINISTRATOR, signIn } from './signIn';

interface Check {
  totalItems: number;
  totalUsers: number;
  items: Array<{ user: { email: string } }>;
}

test('an administrator finds people who are half set up', async ({ page }) => {
  const check = await callPortal<Check>('/api/scim/permission-check?limit=1');
  await signIn(page, ADMINISTRATOR, '/scim/permission-check');
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
});

test('a search stands in the URL and says when nothing matches', async ({
  page,
}) => {
  await signIn(page, ADMINISTRATOR, '/scim/permission-check');
  await page.getByRole('searchbox').fill("nobody's + at all");
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await expect(page).toHaveURL(/check\.search=nobody/);
  await page.reload();
  await expect(page.getByText('Nothing matches')).toBeVisible();
});

test('the rows can be taken along as CSV', async ({ page }) => {
  const { totalItems } = await callPortal<Check>('/api/scim/permission-check');
  await signIn(page, ADMINISTRATOR, '/scim/permission-check');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await (await downloading).path();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toBe('User,Cloud,Role,Issue');
  expect(lines).toHaveLength(totalItems + 1);
});
