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
import { addUnsynced, connect, TestConnection } from './connection';
import { lookAt } from './looks';
import { openWindow } from './openWindow';
import { callPortal } from './portal';
import { ADMINISTRATOR } from './signIn';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const KNOWN = 'ines.roth@west.example.com';
const TWICE = 'omar.diaz@west.example.com';
const ASKED = 'petra.fox@west.example.com';

let page: Page;
let west: TestConnection;
let careful: TestConnection;

test.beforeAll(async ({ browser }) => {
  west = await connect('West');
  careful = await connect('Careful', { linkWithAccess: 'ask' });
  await addUnsynced(KNOWN, TWICE, ASKED);
  page = await openWindow(browser, ADMINISTRATOR, '/scim/users');
});

test.afterAll(async () => {
  await page.context().close();
  await west.remove();
  await careful.remove();
});

const button = (name: string) =>
  page.getByRole('button', { name, exact: true });
const row = (name: string) => page.getByRole('row', { name });
const drawer = () => page.getByRole('dialog').first();

async function search(text: string) {
  await page.getByRole('searchbox', { name: 'Search people' }).fill(text);
  await expect(page).toHaveURL(
    new RegExp(`search=${encodeURIComponent(text)}`),
  );
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}

async function open(name: string) {
  await button(name).click();
  await expect(drawer()).toContainText('In the catalog');
}

test('while SCIM is on nobody is added here, and the page says where instead', async () => {
  await expect(row('Mara Voss')).toBeVisible();
  await expect(page.getByText(/SCIM is on.*Example IdP/)).toBeVisible();
  const add = button('Add user');
  await expect(add).toHaveAttribute('aria-disabled', 'true');
  // Nobody's pointer appears on a button out of nowhere.
  await page.mouse.move(1, 1);
  await add.hover();
  await expect(page.getByRole('tooltip')).toContainText('Example IdP');
  await add.dispatchEvent('click');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toBeHidden();
  // Those whom other tests added are not for the documentation.
  await page.getByRole('button', { name: /Any connection/ }).click();
  await page.getByRole('option', { name: 'Example IdP' }).click();
  await expect(row('Mara Voss')).toBeVisible();
  await lookAt(page, 'users');
  await page.goto('/scim/users');
});

test('synced people carry the mark of their identity provider, and filters stand in the URL', async () => {
  await expect(row('Mara Voss')).toContainText('Example IdP');
  await expect(row('orphan-user')).toContainText('Not synced');

  await page.getByRole('button', { name: 'Synced or not' }).click();
  await page.getByRole('option', { name: 'Not synced' }).click();
  await expect(row('Mara Voss')).toHaveCount(0);
  await expect(row('orphan-user')).toBeVisible();
  await page.reload();
  await expect(row('orphan-user')).toBeVisible();
  await expect(row('Mara Voss')).toHaveCount(0);

  await search('mara');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.goto('/scim/users');
});

test('who somebody is, what they reach and what happened is told beside the list', async () => {
  await open('Mara Voss');
  await expect(drawer()).toContainText('user:default/mara.voss');
  await expect(drawer().getByText('prod-cloud').first()).toBeVisible();
  await expect(drawer()).toContainText('user.create');
  await lookAt(page, 'user', 900);

  // A synced one cannot be removed; a keyboard learns why.
  const remove = button('Remove user');
  await remove.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tooltip')).toContainText('remove them there');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(button('Mara Voss')).toBeFocused();
});

test('whom an identity provider brings and the portal knows are one', async () => {
  await search(KNOWN);
  await expect(row(KNOWN)).toContainText('Not synced');
  const { status } = await west.push('POST', '/Users', {
    schemas: [USER],
    userName: KNOWN,
    displayName: 'Ines Roth',
  });
  expect(status).toBe(201);
  await page.reload();
  await expect(row('Ines Roth')).toContainText('West');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(2);
  await open('Ines Roth');
  await expect(drawer()).toContainText('dev-cloud');
  await page.keyboard.press('Escape');
});

test('two entries of one person are linked, and nothing is lost', async () => {
  const { body } = await west.push('POST', '/Users', {
    schemas: [USER],
    userName: 'odiaz',
    displayName: 'Omar Diaz',
    emails: [{ value: 'other@west.example.com', primary: true }],
  });
  // Later he gets the address by which the portal knew him.
  const patched = await west.push('PATCH', `/Users/${body.id}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [
      {
        op: 'replace',
        path: 'emails',
        value: [{ value: TWICE, primary: true }],
      },
    ],
  });
  expect(patched.status).toBe(200);

  await search('omar.diaz');
  await open(TWICE);
  await expect(drawer()).toContainText('has the same email');
  await button('Link the two').click();
  const question = page.getByRole('dialog', { name: 'Make one person' });
  await question.getByRole('button', { name: 'Link the two' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(2);
  await expect(row('Omar Diaz')).toContainText('West');
  await open('Omar Diaz');
  await expect(drawer()).toContainText('dev-cloud');
  await page.keyboard.press('Escape');
});

test('a connection that has to ask takes over nobody who holds access until it may', async () => {
  await careful.push('POST', '/Users', { schemas: [USER], userName: ASKED });
  await search(ASKED);
  await expect(row(ASKED)).toContainText('Careful');
  await open(ASKED);
  await expect(drawer()).toContainText('wants to take over');
  await button('Agree').click();
  await page
    .getByRole('dialog', { name: 'Let Careful' })
    .getByRole('button', { name: 'Agree' })
    .click();
  await expect(drawer()).not.toContainText('wants to take over');
  await expect(drawer().getByText('Careful', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('whom only the portal knows the identity provider can read, to match them', async () => {
  const { body } = await west.push(
    'GET',
    `/Users?filter=${encodeURIComponent(
      'userName eq "orphan-user@example.com"',
    )}`,
  );
  expect(body.Resources).toHaveLength(1);
  await search('orphan-user');
  await expect(row('orphan-user')).toContainText('Not synced');
});

test('somebody is parted from their identity provider, keeps all, and is linked when it pushes them again', async () => {
  await search(KNOWN);
  await open('Ines Roth');
  await button('Unlink').click();
  const question = page.getByRole('dialog', {
    name: 'Part Ines Roth from West?',
  });
  await expect(question).toContainText('unassign them there first');
  await question.getByRole('button', { name: 'Unlink' }).click();
  await expect(question).toHaveCount(0);
  await expect(drawer()).toContainText('Not synced');
  await expect(drawer()).toContainText('dev-cloud');
  await expect(drawer()).toContainText('user.unlink');
  await expect(button('Unlink')).toHaveCount(0);
  await expect(button('Remove user')).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row('Ines Roth')).toContainText('Not synced');

  await west.push('POST', '/Users', { schemas: [USER], userName: KNOWN });
  await page.reload();
  await expect(row(KNOWN)).toContainText('West');
});

test('only unsynced people are removed here', async () => {
  await addUnsynced('gone.soon@west.example.com');
  await search('gone.soon');
  await open('gone.soon@west.example.com');
  await button('Remove user').click();
  await page
    .getByRole('dialog', { name: 'Remove gone.soon' })
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('Nothing matches')).toBeVisible();
  const { totalItems } = await callPortal<{ totalItems: number }>(
    '/api/scim/users?search=gone.soon',
  );
  expect(totalItems).toBe(0);
});

test('what could not be read is read again', async () => {
  await page.route('**/api/scim/users?*', route =>
    route.fulfill({
      status: 503,
      json: { error: { name: 'Error', message: 'Out of order.' } },
    }),
  );
  await page.goto('/scim/users');
  await expect(page.getByRole('alert')).toContainText('Out of order.');
  await page.unroute('**/api/scim/users?*');
  await button('Retry').click();
  await expect(row('Mara Voss')).toBeVisible();
});
