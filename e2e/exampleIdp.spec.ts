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
import path from 'node:path';
import { findings } from './findings';
import { callScim, IDP_PORT } from './portal';

const IDP = `http://localhost:${IDP_PORT}`;
const IMAGES = path.resolve(__dirname, '../docs/images');

test.use({ baseURL: IDP });

test.afterEach(async () => {
  // As the other tests expect it.
  const settings = {
    token: 'development-only-scim-token',
    style: 'generic',
    automatic: true,
    disabledMaySignIn: false,
  };
  await callIdp('PUT', '/api/settings', settings);
  await callIdp('POST', '/api/reset');
});

async function callIdp(method: string, place: string, body?: object) {
  const response = await fetch(`${IDP}${place}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}

/** What the portal holds of somebody. */
async function inPortal(userName: string) {
  const { Resources = [] } = await callScim<{
    Resources?: Array<{ active: boolean; groups?: Array<{ display: string }> }>;
  }>(`/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`);
  return (
    Resources[0] && {
      active: Resources[0].active,
      groups: (Resources[0].groups ?? []).map(({ display }) => display).sort(),
    }
  );
}

async function choose(page: Page, group: string, isMember: boolean) {
  await page.getByLabel(group, { exact: true }).setChecked(isMember);
}

test('a person is disabled and enabled, and the page shows what was sent', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('searchbox', { name: 'Search people' }).fill('mara');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('list', { name: 'People' })).toContainText(
    'mara.voss@example.com',
  );
  await page.getByRole('button', { name: 'Disable Mara Voss' }).click();

  await expect(page.getByRole('status')).toContainText(
    'Mara Voss was disabled.',
  );
  await expect(page.getByRole('status')).toContainText('PATCH /Users/');
  expect(await inPortal('mara.voss@example.com')).toMatchObject({
    active: false,
  });

  await page.getByRole('button', { name: 'Enable Mara Voss' }).press('Enter');
  await expect(page.getByRole('status')).toContainText(
    'Mara Voss was enabled.',
  );
  expect(await inPortal('mara.voss@example.com')).toMatchObject({
    active: true,
  });
});

test('a person is added, moved between groups, unassigned and deleted', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByLabel('Name', { exact: true }).fill('Iris Lang');
  await page.getByLabel('User name').fill('iris.lang@example.com');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Iris Lang' })).toBeVisible();

  await choose(page, 'Payments', true);
  await page.getByRole('button', { name: 'Save groups' }).click();
  await expect(page.getByRole('status')).toContainText('PATCH /Groups/');
  await choose(page, 'Payments', false);
  await choose(page, 'Platform', true);
  await page.getByRole('button', { name: 'Save groups' }).click();
  await expect(page.getByRole('status')).toContainText('groups of Iris Lang');
  expect(await inPortal('iris.lang@example.com')).toEqual({
    active: true,
    groups: ['Platform'],
  });

  await page.getByRole('button', { name: 'Unassign from the portal' }).click();
  await expect(page.getByRole('status')).toContainText('no longer assigned');
  expect(await inPortal('iris.lang@example.com')).toMatchObject({
    active: false,
  });

  page.once('dialog', dialog => dialog.accept());
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('status')).toContainText('Iris Lang was deleted');
  expect(await inPortal('iris.lang@example.com')).toBeUndefined();
});

test('a group is created, filled, renamed and deleted', async ({ page }) => {
  await page.goto('/groups');
  await page.getByLabel('Name', { exact: true }).fill('Research');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page
    .getByLabel('User name of somebody to add')
    .fill('mara.voss@example.com');
  await page.getByRole('button', { name: 'Add to the group' }).click();
  await expect(page.getByRole('status')).toContainText(
    'Mara Voss is now in Research.',
  );
  await page.getByLabel('Name of the group').fill('Labs');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { name: 'Labs' })).toBeVisible();
  expect((await inPortal('mara.voss@example.com'))?.groups).toContain('Labs');

  page.once('dialog', dialog => dialog.accept());
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('status')).toContainText('Labs was deleted');
  expect((await inPortal('mara.voss@example.com'))?.groups).toEqual([
    'Payments',
  ]);
});

test('a connection is pasted, tested, and speaks as another provider', async ({
  page,
}) => {
  await page.goto('/connection');
  await page.getByLabel('Token', { exact: true }).fill('mistyped');
  await page.getByLabel('Speak as').selectOption('Okta');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('status')).toContainText('401');

  await page
    .getByLabel('Token', { exact: true })
    .fill('development-only-scim-token');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('status')).toContainText('The portal answers');

  await page.goto('/people/mara.voss%40example.com');
  await page.getByLabel('Title').fill('Staff Engineer');
  await page.getByRole('button', { name: 'Save details' }).click();
  await expect(page.getByRole('status')).toContainText('PUT /Users/');
});

test('traffic appears as it happens, and opens to what was said', async ({
  page,
}) => {
  await page.goto('/traffic');
  const before = page.locator('details.exchange');
  const streaming = page.waitForResponse('**/traffic/stream*');
  await page.reload();
  await streaming;
  await callIdp('POST', '/api/people/mara.voss@example.com/disable');
  const latest = before.first();
  await expect(latest).toContainText('PATCH');

  await latest.locator('summary').click();
  await expect(latest).toContainText('"path": "active"');
  await expect(latest).toContainText('Authorization: Bearer •••');
  await expect(page.locator('body')).not.toContainText(
    'development-only-scim-token',
  );
});

test('a form of another site changes nothing', async ({ page }) => {
  await page.route('http://elsewhere.example.com/', route =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${IDP}/people/mara.voss@example.com/disable"><button>Win</button></form>`,
    }),
  );
  await page.goto('http://elsewhere.example.com/');
  await page.getByRole('button', { name: 'Win' }).click();
  await expect(page.locator('body')).toContainText('Another site sent this');
  expect(await inPortal('mara.voss@example.com')).toMatchObject({
    active: true,
  });
});

for (const { look, scheme, width } of [
  { look: 'light', scheme: 'light', width: 1280 },
  { look: 'dark', scheme: 'dark', width: 1280 },
  { look: 'phone', scheme: 'light', width: 390 },
] as const) {
  test(`every page is readable for everybody, ${look}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await callIdp('POST', '/api/people/tomas.lind@example.com/disable');
    for (const [name, place] of [
      ['people', '/'],
      ['person', '/people/mara.voss%40example.com'],
      ['groups', '/groups'],
      ['group', '/groups/Payments'],
      ['connection', '/connection'],
      ['traffic', '/traffic'],
    ]) {
      await page.goto(place);
      if (name === 'traffic') {
        await page.getByText('PATCH').first().click();
      }
      expect(await findings(page), name).toEqual([]);
      const overflow = await page.evaluate(
        () =>
          document.documentElement.scrollWidth -
          document.documentElement.clientWidth,
      );
      expect(overflow, `${name} scrolls sideways`).toBe(0);
      await page.screenshot({
        path: path.join(IMAGES, `example-idp-${name}-${look}.png`),
      });
    }
  });
}
