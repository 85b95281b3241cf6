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
import { choose } from './choose';
import { connect, TestConnection } from './connection';
import { lookAt } from './looks';
import { openWindow } from './openWindow';
import { callPortal, callScim } from './portal';
import { ADMINISTRATOR } from './signIn';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

let page: Page;
let south: TestConnection;

test.beforeAll(async ({ browser }) => {
  south = await connect('South', { linking: 'ask' });
  const { body } = await south.push('POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'rui.costa@south.example.com',
    displayName: 'Rui Costa',
  });
  for (const displayName of ['Southern Cross', 'South Sea', 'South Pole']) {
    await south.push('POST', '/Groups', {
      schemas: [GROUP],
      displayName,
      members: [{ value: body.id }],
    });
  }
  page = await openWindow(browser, ADMINISTRATOR, '/scim/groups');
});

test.afterAll(async () => {
  await page.context().close();
  await south.remove();
  const { items } = await callPortal<{
    items: Array<{ id: string; state: string }>;
  }>('/api/scim/groups?state=local&limit=100');
  for (const team of items) {
    await callPortal(`/api/scim/groups/${team.id}`, { method: 'DELETE' });
  }
});

const button = (name: string) =>
  page.getByRole('button', { name, exact: true });
const row = (name: string) => page.getByRole('row', { name });
const drawer = () => page.getByRole('dialog').first();
const question = (name: string) => page.getByRole('dialog', { name });

async function open(name: string) {
  await button(name).click();
  await expect(drawer()).toContainText('In the catalog');
}

async function close() {
  await drawer().getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('groups are synced, local, or wait for a team', async () => {
  await expect(row('Payments')).toContainText('Example IdP');
  await expect(row('Southern Cross')).toContainText('Waits to be linked');
  await lookAt(page, 'groups');
  await page.getByRole('button', { name: 'All groups' }).click();
  await page.getByRole('option', { name: 'Waits to be linked' }).click();
  await expect(row('Payments')).toHaveCount(0);
  await expect(row('Southern Cross')).toBeVisible();
  const others = page
    .getByRole('table')
    .getByRole('row')
    .filter({ hasNotText: 'Waits to be linked' });
  // The titles of the columns.
  await expect(others).toHaveCount(1);
});

test('a group that only the identity provider knows becomes a team', async () => {
  await open('South Pole');
  await expect(drawer()).toContainText('gives nobody access yet');
  await lookAt(page, 'group-waiting', 900);
  await button('Create team').last().click();
  await question('Make South Pole a team?')
    .getByRole('button', { name: 'Create team' })
    .click();
  await expect(button('Unlink')).toBeVisible();
  await expect(drawer()).toContainText('Synced');
  await close();
  await expect(row('South Pole')).toHaveCount(0);
});

test('a local team is made, filled, given a role and renamed', async () => {
  await page.goto('/scim/groups');
  await button('Create team').click();
  await question('Create a local team')
    .getByRole('textbox', { name: 'Name' })
    .fill('Harbour');
  await question('Create a local team')
    .getByRole('button', { name: 'Create' })
    .click();
  await expect(row('Harbour')).toContainText('Local team');
  await open('Harbour');

  await button('Add member').click();
  await choose(page, 'User', 'mara.voss@example.com');
  await question('Add somebody')
    .getByRole('button', { name: 'Add member' })
    .click();
  await expect(button('Remove Mara Voss')).toBeVisible();

  await button('Grant role').click();
  await choose(page, 'Resource', 'cloud/dev-cloud');
  await page.getByRole('radio', { name: 'readonly' }).check({ force: true });
  await question('Grant Harbour a role')
    .getByRole('button', { name: 'Grant role' })
    .click();
  await expect(button('Revoke readonly on dev-cloud')).toBeVisible();
  await lookAt(page, 'group', 900);

  await button('Rename').click();
  await question('Rename Harbour')
    .getByRole('textbox', { name: 'Name' })
    .fill('Harbor');
  await question('Rename Harbour')
    .getByRole('button', { name: 'Rename' })
    .click();
  await expect(
    page.getByRole('heading', { name: 'Harbor', exact: true }),
  ).toBeVisible();

  await button('Remove Mara Voss').click();
  await question('Remove Mara Voss?')
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(drawer()).toContainText('Nobody yet.');
  await close();
});

test('a team of the portal is shown to the identity provider, without members', async () => {
  const { Resources } = await callScim<{
    Resources: Array<{ members?: unknown[] }>;
  }>(`/Groups?filter=${encodeURIComponent('displayName eq "Harbor"')}`);
  expect(Resources.map(({ members = [] }) => members)).toEqual([[]]);
});

test('a waiting group is linked to a local team, which keeps its roles', async () => {
  await open('South Sea');
  await button('Link to team…').click();
  const link = question('Link South Sea to a team');
  await choose(page, 'Team', 'Harbor');
  await link.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row('Harbor')).toHaveCount(0);
  await expect(row('South Sea')).toContainText('South');
  await open('South Sea');
  await expect(button('Revoke readonly on dev-cloud')).toBeVisible();
  await expect(button('Remove Rui Costa')).toBeVisible();
});

test('who changes a synced team is warned that the next sync may undo it', async () => {
  await button('Remove Rui Costa').click();
  await expect(question('Remove Rui Costa?')).toContainText(
    'the next sync is liable to overwrite',
  );
  await page.keyboard.press('Escape');
  await button('Rename').click();
  await expect(question('Rename South Sea')).toContainText(
    'the next sync is liable to overwrite',
  );
  await page.keyboard.press('Escape');
});

test('a linked team is parted again: it stays, and the group waits', async () => {
  await button('Unlink').click();
  await question('Part South Sea')
    .getByRole('button', { name: 'Unlink' })
    .click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page
    .getByRole('searchbox', { name: 'Search groups' })
    .fill('South Sea');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3);
  await expect(row('Waits to be linked')).toBeVisible();
  await expect(row('Local team')).toBeVisible();
});

test('a group is linked to a group that another provider has brought to the catalog', async () => {
  await page.goto('/scim/groups');
  await open('Southern Cross');
  await button('Link to team…').click();
  const link = question('Link Southern Cross to a team');
  await link.getByText('A catalog group of another provider').click();
  await link
    .getByRole('textbox', { name: 'Catalog group' })
    .fill('user:default/mara.voss');
  await link.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(link.getByRole('alert')).toBeVisible();
  await link
    .getByRole('textbox', { name: 'Catalog group' })
    .fill('group:default/southern-cross-of-others');
  await link.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(
    drawer().getByText('group:default/southern-cross-of-others'),
  ).toBeVisible();
  await close();
});
