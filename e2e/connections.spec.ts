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
import { connect, pushWith, removeConnection } from './connection';
import { lookAt } from './looks';
import { openWindow } from './openWindow';
import {
  OwnIdentityProvider,
  startIdentityProvider,
} from './ownIdentityProvider';
import { callPortal, IDP_PORT, PORTAL_URL } from './portal';
import { ADMINISTRATOR, ENGINEER } from './signIn';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const PEOPLE = ['aki.mori@north.example.com', 'bea.lund@north.example.com'];

const BASE_URL = `${PORTAL_URL}/api/scim/v2`;

/** What the wizard shows for a provider, and how the example provider speaks as it. */
const STYLES = [
  {
    provider: 'Another SCIM 2.0 provider',
    style: 'generic',
    url: 'Base URL',
    token: 'Token',
  },
  {
    provider: 'Microsoft Entra ID',
    style: 'entra',
    url: 'Tenant URL',
    token: 'Secret Token',
  },
  {
    provider: 'Okta',
    style: 'okta',
    url: 'SCIM 2.0 Base Url / SCIM connector base URL',
    token: 'OAuth Bearer Token / Authorization',
  },
];

let page: Page;
let idp: OwnIdentityProvider;
/** The connection that was made last. */
let id: string;
let token: string;

test.beforeAll(async ({ browser }) => {
  idp = await startIdentityProvider(
    IDP_PORT + 1,
    [
      'organization: North',
      'users:',
      ...PEOPLE.map(
        (userName, index) =>
          `  - { id: n-${index}, userName: ${userName}, name: Person ${index} }`,
      ),
      'groups:',
      `  - { id: g-0, displayName: Northern Lights, members: [${PEOPLE.join(
        ', ',
      )}] }`,
    ].join('\n'),
  );
  page = await openWindow(browser, ADMINISTRATOR, '/scim/connections');
});

test.afterAll(async () => {
  await idp.stop();
  await page.context().close();
});

const region = (name: string) => page.getByRole('region', { name });
const button = (name: string) =>
  page.getByRole('button', { name, exact: true });

/** Presses a button, and the one in the dialog that asks whether it is meant. */
async function confirm(action: string, answer = action) {
  await button(action).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: answer, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** What stands on the screen under a name, to be copied. */
function shown(name: string): Promise<string> {
  return page
    .getByRole('figure', { name, exact: true })
    .locator('pre')
    .innerText();
}

/** Goes through the wizard up to the instructions. */
async function create(provider: string, options: () => Promise<unknown>) {
  await page.goto('/scim/connections');
  await page.getByRole('button', { name: 'Create connection' }).click();
  await page.getByRole('button', { name: provider }).click();
  await expect(page.getByText('Step 2 of 4')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('North');
  await button('Continue').click();
  await options();
  await button('Create connection').click();
  await expect(page.getByText('Waiting for the first request…')).toBeVisible();
  id = new URL(page.url()).searchParams.get('connection')!.split('/')[0];
}

/** Enters at the identity provider what the portal shows, and presses its buttons. */
async function enterAtProvider(
  browserPage: Page,
  { style, url, token: secret }: (typeof STYLES)[number],
) {
  const values = { url: await shown(url), token: await shown(secret) };
  await browserPage.goto(`${idp.url}/connection`);
  await browserPage.getByLabel('SCIM base URL').fill(values.url);
  await browserPage.getByLabel('Token', { exact: true }).fill(values.token);
  await browserPage.getByLabel('Speak as').selectOption({ value: style });
  await browserPage.getByRole('button', { name: 'Save' }).click();
  await browserPage.getByRole('button', { name: 'Test connection' }).click();
  await expect(browserPage.getByRole('status')).toContainText(
    'The portal answers',
  );
  return values.token;
}

async function people(): Promise<Array<{ userName: string; status: string }>> {
  const { items } = await callPortal<{
    items: Array<{ userName: string; status: string }>;
  }>(`/api/scim/users?connection=${id}&limit=100`);
  return items;
}

for (const style of STYLES.slice(0, 2)) {
  test(`an identity provider that speaks as ${style.style} is connected by what the screen says`, async () => {
    await create(style.provider, () =>
      page.getByRole('radio', { name: 'At once' }).check({ force: true }),
    );
    const provider = await page.context().newPage();
    const secret = await enterAtProvider(provider, style);
    if (style.style === 'generic') {
      expect(await shown('Header')).toBe(`Authorization: Bearer ${secret}`);
    }
    await expect(
      page.getByText('The first request was received'),
    ).toBeVisible();

    await provider.getByRole('button', { name: 'Push now' }).click();
    await expect(provider.getByRole('status')).toContainText('Pushed:');
    await provider.close();
    expect((await people()).map(({ status }) => status)).toEqual([
      'active',
      'active',
    ]);
    await button('Done').click();
    await expect(region('North').getByText('Active')).toBeVisible();
    await removeConnection(id);
    await callPortal(`/api/scim/groups/${await groupId('Northern Lights')}`, {
      method: 'DELETE',
    });
  });
}

/** Some of what each provider is told to enter; the rest is said in words. */
const INSTRUCTIONS: Record<string, Record<string, string>> = {
  Okta: {
    'SCIM 2.0 Base Url / SCIM connector base URL': BASE_URL,
    'Unique identifier field for users (app of your own)': 'userName',
    'Authentication Mode (app of your own)': 'HTTP Header',
  },
  'Microsoft Entra ID': { 'Tenant URL': `${BASE_URL}?aadOptscim062020` },
  'Google Workspace': { 'Endpoint URL': BASE_URL },
  OneLogin: {
    'SCIM Base URL': BASE_URL,
    'Custom Headers': 'Content-Type: application/scim+json',
    scimusername: 'Email',
  },
  JumpCloud: { 'Base URL': BASE_URL, 'SCIM Version': 'SCIM 2.0' },
  PingOne: {
    'SCIM Base URL': BASE_URL,
    'Users Resource': '/Users',
    'Groups Resource': '/Groups',
    'User Filter Expression': 'userName Eq "%s"',
  },
  Keycloak: { 'SCIM 2.0 endpoint': BASE_URL, 'Auth mode': 'BEARER' },
  'Another SCIM 2.0 provider': { 'Base URL': BASE_URL, 'SCIM version': '2.0' },
};

test('the instructions of every provider say its own values, and leave none open', async () => {
  const { items } = await callPortal<{
    items: Array<{ id: string; title: string }>;
  }>('/api/scim/connections/providers');
  expect(items.map(({ title }) => title)).toEqual(Object.keys(INSTRUCTIONS));
  for (const { id: provider, title } of items) {
    const connection = await connect(`Instructed ${title}`, { provider });
    await page.goto(
      `/scim/connections?connection=${connection.id}/instructions`,
    );
    await expect(region(`What to do in ${title}`)).toBeVisible();
    for (const [label, value] of Object.entries(INSTRUCTIONS[title])) {
      expect(await shown(label), `${title}: ${label}`).toBe(value);
    }
    await expect(
      region('Attributes to map')
        .getByText('userName', { exact: true })
        .first(),
    ).toBeVisible();
    await expect(region('Known pitfalls')).toBeVisible();
    const text = await page.getByRole('main').innerText();
    expect(text, title).not.toMatch(
      /undefined|\[object|\{\{|TODO|example\.com/,
    );
    await connection.remove();
  }
});

async function groupId(name: string): Promise<string> {
  const { items } = await callPortal<{ items: Array<{ id: string }> }>(
    `/api/scim/groups?search=${encodeURIComponent(name)}`,
  );
  return items[0].id;
}

test('the wizard is readable for everybody, and shows the token once', async () => {
  const [, , style] = STYLES;
  await page.goto('/scim/connections');
  await page.getByRole('button', { name: 'Create connection' }).click();
  await expect(page.getByText('Step 1 of 4')).toBeVisible();
  await lookAt(page, 'connection-provider');
  await create(style.provider, async () => {
    await page
      .getByRole('radio', { name: /^waits until/ })
      .check({ force: true });
  });
  await expect(page.getByText(/bscim_/)).toBeVisible();
  // The token in the picture is none: it must not look like a leaked one.
  const secret = await shown(style.token);
  await lookAt(page, 'connection-instructions', undefined, async () => {
    await expect(page.getByText(/bscim_/)).toBeVisible();
    await page.locator('pre').evaluateAll((all, hidden) => {
      for (const element of all) {
        if (element.textContent === hidden) {
          element.textContent = 'bscim_••••••••••••••••';
        }
      }
    }, secret);
  });

  await page.reload();
  await expect(page.getByText('The token was shown once.')).toBeVisible();
  await expect(page.getByText(/bscim_/)).toHaveCount(0);
  token = secret;
});

test('what Okta pushes counts once it was reviewed and activated', async () => {
  const [, , style] = STYLES;
  const provider = await page.context().newPage();
  await provider.goto(`${idp.url}/connection`);
  await provider.getByLabel('SCIM base URL').fill(await shown(style.url));
  await provider.getByLabel('Token', { exact: true }).fill(token);
  await provider.getByLabel('Speak as').selectOption({ value: style.style });
  await provider.getByRole('button', { name: 'Save' }).click();
  await provider.getByRole('button', { name: 'Push now' }).click();
  await expect(provider.getByRole('status')).toContainText('Pushed:');
  await provider.close();
  await expect(page.getByText('The first request was received')).toBeVisible();
  expect((await people()).map(({ status }) => status)).toEqual([
    'waiting',
    'waiting',
  ]);

  await button('Done').click();
  await button('Show what would happen').click();
  await expect(region('Review')).toContainText('New people2');
  await expect(
    page.getByRole('row', { name: new RegExp(PEOPLE[0]) }),
  ).toContainText('New in the portal');
  await lookAt(page, 'connection-review', undefined, async () => {
    const look = button('Show what would happen');
    if (await look.isVisible()) {
      await look.click();
    }
    await expect(region('Review')).toContainText('New in the portal');
  });
  await page.reload();
  await button('Show what would happen').click();
  await confirm('Activate');
  await expect(region('North').getByText('Active')).toBeVisible();
  expect((await people()).map(({ status }) => status)).toEqual([
    'active',
    'active',
  ]);
});

test('a token is rotated: both count meanwhile, then only one', async () => {
  const status = async (secret: string) =>
    (await pushWith(secret, 'GET', '/Users?count=1')).status;
  const panel = region('Token');

  await confirm('Rotate', 'Issue token');
  await expect(panel).toContainText('Copy the token now');
  const cancelled = await shown('New token');
  expect([await status(token), await status(cancelled)]).toEqual([200, 200]);
  await confirm('Cancel rotation');
  await expect(button('Rotate')).toBeVisible();
  await expect(panel).not.toContainText(cancelled);
  expect([await status(token), await status(cancelled)]).toEqual([200, 401]);

  await confirm('Rotate', 'Issue token');
  await expect(button('Complete rotation')).toBeVisible();
  const next = await shown('New token');
  // A phone that is turned draws the page anew.
  await page.setViewportSize({ width: 390, height: 900 });
  await expect(page.getByRole('link', { name: 'Access' })).toHaveCount(1);
  expect(await shown('New token')).toBe(next);
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await shown('New token')).toBe(next);
  await button('Complete rotation').click();
  await expect(page.getByRole('dialog')).toContainText('not been used yet');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await status(next)).toBe(200);
  await confirm('Complete rotation');
  await expect(panel).toContainText(`…${next.slice(-4)}`);
  expect([await status(token), await status(next)]).toEqual([401, 200]);
  token = next;
});

test('a connection is paused and resumed, and shows what was refused', async () => {
  await confirm('Pause');
  await expect(region('North')).toContainText('are refused');
  const refused = await pushWith(token, 'GET', '/Users?count=1');
  expect(refused.status).toBe(403);

  await confirm('Resume');
  await expect(region('North').getByText('Active')).toBeVisible();
  const invalid = await pushWith(token, 'POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    displayName: 'Nobody',
    password: 'not to be kept',
  });
  expect(invalid.status).toBe(400);
  await expect(async () => {
    await page.reload();
    await expect(region('Recent errors')).toContainText('400 POST /Users', {
      timeout: 5000,
    });
  }).toPass();
  await region('Recent errors').getByText('What was sent').first().click();
  await expect(region('Recent errors')).toContainText('403 GET /Users');
  await expect(region('Recent errors')).toContainText('Nobody');
  await expect(region('Recent errors')).not.toContainText('not to be kept');
  await expect(region('Pushes and errors of two weeks')).toContainText(
    /\d+ pushes, \d+ errors/,
  );
  await lookAt(page, 'connection');
});

test('which operations of a bulk request failed is shown, each by itself', async () => {
  const { status } = await pushWith(token, 'POST', '/Bulk', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations: [{ method: 'DELETE', path: '/Users/nobody-at-all' }],
  });
  expect(status).toBe(200);
  await page.reload();
  await expect(region('Recent errors')).toContainText(
    '404 DELETE /Bulk → /Users/nobody-at-all',
  );
});

test('its options are changed, and stay as they were if that fails', async () => {
  await page.getByText(/^Roles of the identity provider fill/).click();
  await page.getByText('A rate limit of its own').click();
  await page.getByRole('textbox', { name: 'Requests per second' }).fill('40');
  // Leave the field, as people do.
  await page.keyboard.press('Tab');
  await page.route('**/api/scim/connections/*', async route =>
    route.request().method() === 'PATCH'
      ? route.fulfill({
          status: 503,
          json: { error: { name: 'Error', message: 'Out of order.' } },
        })
      : route.fallback(),
  );
  await button('Save').click();
  await expect(region('Options').getByRole('alert')).toContainText(
    'Out of order.',
  );
  await page.unroute('**/api/scim/connections/*');
  await button('Save').click();
  await expect
    .poll(() => callPortal(`/api/scim/connections/${id}`))
    .toMatchObject({
      roleSync: true,
      rateLimit: { requestsPerSecond: 40, burst: 200 },
    });
  await expect(button('Save')).toBeDisabled();
});

test('before a token expires its page says so, and administrators are notified', async () => {
  const short = await connect('Short', { tokenExpiresInDays: 10 });
  await page.goto(`/scim/connections?connection=${short.id}`);
  await expect(region('Token')).toContainText('This token expires soon');
  // Not what pops up in a corner of the page.
  const told = page
    .getByRole('table')
    .getByText("The token of 'Short' expires soon")
    .first();
  await expect(async () => {
    await page.goto('/notifications');
    await expect(told).toBeVisible({ timeout: 5000 });
  }).toPass();
  await told.click();
  await expect(region('Token')).toContainText('This token expires soon');

  await button('Rotate').click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('radio', { name: 'After 180 days' })
    .check({ force: true });
  await dialog.getByRole('button', { name: 'Issue token' }).click();
  await expect(dialog).toBeHidden();
  await confirm('Complete rotation');
  await expect(region('Token')).not.toContainText('expires soon');
  // It was never used, and has an end.
  await expect(region('Token').getByRole('time')).toHaveCount(1);
  await short.remove();
  await page.goto(`/scim/connections?connection=${id}`);
});

test('all connections stand in a list, with how they are doing', async () => {
  await button('All connections').click();
  const row = page.getByRole('row', { name: /North/ });
  await expect(row).toContainText('Okta');
  await expect(row).toContainText('Active');
  await expect(row).toContainText('0, 1 waiting');
  await lookAt(page, 'connections');
});

test('one that app-config declares is changed there', async () => {
  await button('Example IdP').click();
  const rotate = button('Rotate');
  await expect(rotate).toHaveAttribute('aria-disabled', 'true');
  await rotate.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(
    page
      .getByRole('tooltip')
      .filter({ hasText: 'Declared in the configuration' })
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a revoked token is refused, and a connection is deleted with or without its people', async () => {
  await page.goto(`/scim/connections?connection=${id}`);
  await confirm('Revoke');
  await expect(region('Token')).toContainText('nothing can be pushed');
  expect((await pushWith(token, 'GET', '/Users?count=1')).status).toBe(401);

  await button('Delete').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('the 2 people it provisions');
  await expect(dialog.getByRole('radio').first()).toBeChecked();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('row', { name: /Example IdP/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /North/ })).toHaveCount(0);

  const { items } = await callPortal<{
    items: Array<{ id: string; synced: boolean; status: string }>;
  }>('/api/scim/users?search=north.example.com');
  expect(items.map(({ synced, status }) => ({ synced, status }))).toEqual([
    { synced: false, status: 'active' },
    { synced: false, status: 'active' },
  ]);
  for (const user of items) {
    await callPortal(`/api/scim/users/${user.id}`, { method: 'DELETE' });
  }
});

test('no connection, no answer and no permission are told apart', async ({
  browser,
}) => {
  const LIST = '**/api/scim/connections?*';
  await page.route(LIST, route =>
    route.fulfill({ json: { items: [], totalItems: 0 } }),
  );
  await page.goto('/scim/connections');
  await expect(
    page.getByText('No identity provider is connected'),
  ).toBeVisible();
  await page.unroute(LIST);
  await page.route(LIST, route =>
    route.fulfill({
      status: 503,
      json: { error: { name: 'Error', message: 'Out of order.' } },
    }),
  );
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('Out of order.');
  await page.unroute(LIST);
  await button('Retry').click();
  await expect(page.getByRole('row', { name: /Example IdP/ })).toBeVisible();

  const engineer = await openWindow(browser, ENGINEER, '/scim');
  await expect(engineer.getByRole('tab', { name: 'My access' })).toBeVisible();
  for (const tab of ['Users', 'Groups', 'Roles', 'Connections']) {
    await expect(engineer.getByRole('tab', { name: tab })).toHaveCount(0);
    await engineer.goto(`/scim/${tab.toLocaleLowerCase()}`);
    await expect(
      engineer.getByText('This page is not open to you'),
    ).toBeVisible();
  }
  await engineer.context().close();
});
