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
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { lookAt } from './looks';
import { openWindow } from './openWindow';
import { callPortal, IDP_PORT } from './portal';
import { SecondPortal, startSecondPortal } from './secondPortal';
import { ADMINISTRATOR } from './signIn';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

/** Always the same, because the page shows where entities are from. */
const FOLDER = path.join(os.tmpdir(), 'example-portal');
const PEOPLE = path.join(FOLDER, 'people.yaml');
const TEAMS = `http://localhost:${IDP_PORT + 3}/teams.yaml`;

const person = (name: string, email: string) =>
  JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    spec: { profile: { displayName: name, email }, memberOf: [] },
  });

/** Two of whom are pushed later, and one who has the name of somebody else. */
const FELIX = person('felix.moreau', 'felix.moreau@example.com');
const MARA = person('mara', 'mara.voss@example.com');
const TOMAS = person('tomas.lind', 'tomas@elsewhere.example');

const PAYMENTS = JSON.stringify({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments' },
  spec: {
    type: 'team',
    profile: { displayName: 'Payments' },
    children: [],
  },
});

const writePeople = (...people: string[]) =>
  writeFile(PEOPLE, people.join('\n---\n'));

/** Takes nothing from whoever has a folder of that name already. */
async function makeFolder(): Promise<string> {
  await mkdir(FOLDER).catch(error => {
    throw error.code === 'EEXIST'
      ? new Error(
          `${FOLDER} is there already. Wait if these tests run elsewhere on this machine; if not, an earlier run was killed: remove the folder.`,
        )
      : error;
  });
  return FOLDER;
}

/** Once it is ours to remove. */
let folder: string | undefined;
let teams: Server;
let portal: SecondPortal;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  folder = await makeFolder();
  await writePeople(FELIX, MARA, TOMAS);
  teams = createServer((_, response) => response.end(PAYMENTS));
  await once(teams.listen(IDP_PORT + 3), 'listening');
  portal = await startSecondPortal(
    Object.fromEntries(
      Object.entries({
        backend_reading_allow: [{ host: new URL(TEAMS).host }],
        catalog_locations: [
          { type: 'file', target: PEOPLE, rules: [{ allow: ['User'] }] },
          { type: 'url', target: TEAMS, rules: [{ allow: ['Group'] }] },
        ],
        // What changes in the file is to be seen soon.
        catalog_processingInterval: { seconds: 2 },
        catalog_providers_scim_schedule: {
          frequency: { seconds: 3 },
          timeout: { minutes: 1 },
        },
      }).map(([key, value]) => [`APP_CONFIG_${key}`, JSON.stringify(value)]),
    ),
  );
  // They are there before anybody is pushed.
  await expect
    .poll(() => entities('kind=user'), { timeout: 30_000 })
    .toEqual(['felix.moreau', 'mara', 'tomas.lind']);
  await expect
    .poll(() => entities('kind=group'), { timeout: 30_000 })
    .toEqual(['payments']);
  await pushEverybody();
  await expect
    .poll(() => entities('metadata.name=ada.okafor'), { timeout: 30_000 })
    .toEqual(['ada.okafor']);
  page = await openWindow(
    browser,
    ADMINISTRATOR,
    '/scim/connections',
    portal.url,
  );
});

test.afterAll(async () => {
  await page?.context().close();
  await portal?.stop();
  teams?.close();
  if (folder) {
    await rm(folder, { recursive: true });
  }
});

async function entities(filter: string): Promise<string[]> {
  const found = await callPortal<Array<{ metadata: { name: string } }>>(
    `/api/catalog/entities?filter=${filter}`,
    { portal: portal.url },
  );
  return found.map(({ metadata }) => metadata.name).sort();
}

/** Does something at the identity provider, as its administrator. */
async function atTheIdentityProvider(
  method: string,
  resource: string,
  body?: object,
) {
  const response = await fetch(`${portal.idpUrl}/api${resource}`, {
    method,
    headers: body && { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  expect(response.ok, await response.text()).toBe(true);
}

async function pushEverybody() {
  await atTheIdentityProvider('PUT', '/settings', {
    url: `${portal.url}/api/scim/v2`,
    token: 'development-only-scim-token',
    automatic: true,
    disabledMaySignIn: true,
  });
  await atTheIdentityProvider('POST', '/push');
  const access = path.resolve(__dirname, '../examples/example-access.yaml');
  await callPortal('/api/scim/access/import', {
    method: 'POST',
    portal: portal.url,
    body: { file: await readFile(access, 'utf8') },
  });
}

const conflicts = () => page.getByRole('region', { name: 'In the catalog' });
const row = (entityRef: string) =>
  conflicts().getByRole('row', { name: new RegExp(`^${entityRef} `) });

test('who and what is in the catalog already is linked, and the page says to what', async () => {
  await expect(async () => {
    await page.goto('/scim/connections');
    await expect(conflicts().getByRole('row')).toHaveCount(5, {
      timeout: 5000,
    });
  }).toPass();

  await expect(row('user:default/felix.moreau')).toContainText(
    `user:default/felix.moreau from file:${PEOPLE} is this person and stands for them.`,
  );
  await expect(row('user:default/mara.voss')).toContainText('Linked');
  await expect(row('user:default/mara.voss')).toContainText(
    `user:default/mara from file:${PEOPLE} is this person`,
  );
  await expect(row('group:default/payments')).toContainText(
    `group:default/payments from url:${TEAMS} is this group and stands for it.`,
  );
});

test('who has the name of somebody else is shown, with what to do about it', async () => {
  await expect(row('user:default/tomas.lind')).toContainText('Name taken');
  await expect(row('user:default/tomas.lind')).toContainText(
    'has this name and another email, so this person is not in the catalog. Correct its email, rename it or remove it.',
  );
  await expect(row('user:default/mara.voss')).toContainText(
    'The catalog cannot show that they are in group:default/payments: other providers have the entities on both sides.',
  );
  await lookAt(page, 'catalog-conflicts');
});

/** What is in the catalog appears on a page that is opened later. */
async function showsLink(entity: string, name: string) {
  await expect(async () => {
    await page.goto(`/catalog/default/${entity}`);
    await expect(page.getByRole('link', { name }).first()).toBeVisible({
      timeout: 5000,
    });
  }).toPass();
}

test('memberships are in the catalog wherever one side is ours', async () => {
  // Our group names the person of the file.
  await showsLink('group/storefront', 'felix.moreau');
  await showsLink('user/felix.moreau', 'Storefront');

  // Our person names the group of the other provider.
  await showsLink('group/payments', 'Noor Haddad');
  await expect(page.getByRole('link', { name: 'mara' })).toHaveCount(0);
});

test('somebody who signs in as the entity that stands for them is that person', async ({
  browser,
}) => {
  const mara = await openWindow(
    browser,
    'Mara Voss',
    '/scim/my-access',
    portal.url,
  );
  await expect(mara.getByText('payments-api').first()).toBeVisible();

  await atTheIdentityProvider('POST', '/people/mara.voss@example.com/disable');
  await expect(async () => {
    await mara.reload();
    await expect(mara.getByText('payments-api')).toHaveCount(0);
    await expect(mara.getByRole('button', { name: 'Sign in' })).toBeVisible({
      timeout: 5000,
    });
  }).toPass();
  // Their entity belongs to the file.
  expect(await entities('metadata.name=mara')).toEqual(['mara']);
  await mara.context().close();
});

test('when what the page asks for is done, the person is in the catalog', async () => {
  await writePeople(FELIX, MARA);
  await expect(async () => {
    await page.goto('/scim/connections');
    await expect(row('user:default/felix.moreau')).toBeVisible();
    await expect(row('user:default/tomas.lind')).toHaveCount(0, {
      timeout: 5000,
    });
  }).toPass();

  await showsLink('user/tomas.lind', 'Platform');
  await showsLink('group/platform', 'Tomas Lind');
});
