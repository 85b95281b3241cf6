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
import { callPortal } from './portal';
import { ADMINISTRATOR } from './signIn';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const PERSON = 'lin.wei@east.example.com';

let page: Page;
let east: TestConnection;
let person: string;

test.beforeAll(async ({ browser }) => {
  east = await connect('East', { roleSync: true });
  const { body } = await east.push('POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: PERSON,
    displayName: 'Lin Wei',
    roles: [{ value: 'on-call', primary: true }],
  });
  person = body.id;
  page = await openWindow(browser, ADMINISTRATOR, '/scim/roles');
});

test.afterAll(async () => {
  await page.context().close();
  await east.remove();
  const { items } = await callPortal<{ items: Array<{ id: string }> }>(
    '/api/scim/roles?limit=100',
  );
  for (const role of items) {
    await callPortal(`/api/scim/roles/${role.id}`, { method: 'DELETE' });
  }
});

const button = (name: string) =>
  page.getByRole('button', { name, exact: true });
const row = (name: string) => page.getByRole('row', { name });
const drawer = () => page.getByRole('dialog').first();
const question = (name: string) => page.getByRole('dialog', { name });

async function create(name: string) {
  await button('Create role').first().click();
  const dialog = question('Create a portal role');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create' }).click();
  return dialog;
}

test('without portal roles the page says what they are for', async () => {
  await expect(page.getByText('No portal roles yet')).toBeVisible();
});

test('a role made later goes to those who have it at the identity provider', async () => {
  await create('scim:on-call');
  await expect(row('scim:on-call')).toContainText('Role sync');
  await button('scim:on-call').click();
  await expect(drawer()).toContainText('Lin Wei');
  // The identity provider says who holds it.
  await expect(button('Add member')).toHaveCount(0);

  await button('Grant role').click();
  await choose(page, 'Resource', 'cloud/dev-cloud');
  await page.getByRole('radio', { name: 'owner' }).check({ force: true });
  await question('Grant scim:on-call a role')
    .getByRole('button', { name: 'Grant role' })
    .click();
  await expect(button('Revoke owner on dev-cloud')).toBeVisible();
  await lookAt(page, 'role', 900);
});

test('roles that administrators fill are never touched by role sync', async () => {
  await page.goto('/scim/roles');
  const dialog = await create('scim:on-call');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('deputies');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(row('deputies')).toContainText('Administrators');
  await lookAt(page, 'roles');

  await button('deputies').click();
  await button('Add member').click();
  await choose(page, 'User', PERSON);
  await question('Add somebody')
    .getByRole('button', { name: 'Add member' })
    .click();
  await expect(button('Remove Lin Wei')).toBeVisible();
});

test('what a role gives is shown with the person, and goes when the role goes', async () => {
  await page.goto(`/scim/users?user=${person}`);
  await expect(drawer()).toContainText('scim:on-call');
  await expect(drawer().getByText('dev-cloud').first()).toBeVisible();

  const { status } = await east.push('PATCH', `/Users/${person}`, {
    schemas: [PATCH],
    Operations: [{ op: 'remove', path: 'roles' }],
  });
  expect(status).toBe(200);
  await page.reload();
  await expect(drawer()).toContainText('deputies');
  await expect(drawer()).not.toContainText('scim:on-call');
  await expect(drawer()).not.toContainText('dev-cloud');
});

test('a role is deleted with what it gave', async () => {
  await page.goto('/scim/roles');
  await button('scim:on-call').click();
  await button('Delete role').click();
  const dialog = question('Delete scim:on-call?');
  await expect(dialog).toContainText('1 role binding');
  await dialog.getByRole('button', { name: 'Delete role' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row('scim:on-call')).toHaveCount(0);
  await expect(row('deputies')).toBeVisible();
});
