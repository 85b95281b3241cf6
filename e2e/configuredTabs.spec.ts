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
import { openWindow } from './openWindow';
import { ADMINISTRATOR } from './signIn';

/** What stands in `app-config.yaml` under `app.extensions`. */
const EXTENSIONS = [
  { 'page:scim': { config: { path: '/who-may-what', title: 'Permissions' } } },
  'sub-page:scim/enforce',
  { 'sub-page:scim/audit': false },
  {
    'sub-page:scim/permission-check': {
      config: { title: 'Half set up', path: 'half-set-up' },
    },
  },
  {
    'entity-content:scim/user-access': {
      config: { title: 'May do', path: '/may-do' },
    },
  },
];

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openWindow(browser, ADMINISTRATOR, '/scim');
  // The back end writes the configuration into the page that it sends.
  await page.route(
    () => true,
    async route => {
      if (route.request().resourceType() !== 'document') {
        await route.fallback();
        return;
      }
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: withExtensions(await response.text()),
      });
    },
  );
});

test.afterAll(() => page.context().close());

function withExtensions(html: string): string {
  return html.replace(
    /(<script type="backstage.io\/config">)([^]*?)(<\/script>)/,
    (_, start, configs, end) => {
      const parsed = JSON.parse(configs);
      const { app } = parsed.at(-1).data;
      app.extensions = [...(app.extensions ?? []), ...EXTENSIONS];
      return `${start}${JSON.stringify(parsed)}${end}`;
    },
  );
}

const refusal = () =>
  page.getByRole('heading', { name: 'This page is not open to you' });

test('the page, its tabs and those of entities have the names and places the configuration gives', async () => {
  await page.goto('/who-may-what');
  await expect(page).toHaveURL(/\/who-may-what\/enforce$/);
  await expect(
    page.getByRole('link', { name: 'Permissions', exact: true }).first(),
  ).toBeVisible();
  await expect(page.getByRole('tab')).toHaveText([
    'Enforce',
    'Half set up',
    'My access',
    'Users',
    'Groups',
    'Roles',
    'Connections',
  ]);
  await page.getByRole('tab', { name: 'Half set up' }).click();
  await expect(page).toHaveURL(/\/who-may-what\/half-set-up$/);
  await expect(page.getByRole('table')).toContainText('No project permissions');

  await page.goto('/catalog/default/user/mara.voss/may-do');
  await expect(
    page.getByRole('region', { name: 'Clouds', exact: true }),
  ).toContainText('payments-api');
});

test('what is disabled or has moved away is not there', async () => {
  for (const path of ['audit', 'permission-check']) {
    await page.goto(`/who-may-what/${path}`);
    await expect(refusal()).toBeVisible();
  }
  await page.getByRole('link', { name: 'Show my access' }).click();
  await expect(page).toHaveURL(/\/who-may-what\/my-access$/);
  await expect(refusal()).toBeHidden();

  await page.goto('/scim/users');
  await expect(page.getByText(/404/).first()).toBeVisible();
});
