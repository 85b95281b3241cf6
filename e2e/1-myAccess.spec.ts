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
import { lookAt } from './looks';
import { openWindow } from './openWindow';
import { ENGINEER } from './signIn';

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openWindow(browser, ENGINEER, '/scim');
});

test.afterAll(() => page.context().close());

const region = (name: string) =>
  page.getByRole('region', { name, exact: true });

test('an engineer sees what she can reach, and through which group', async () => {
  await expect(page).toHaveURL(/\/scim\/my-access$/);
  const clouds = region('Clouds');
  await expect(clouds.getByText('prod-cloud', { exact: true })).toBeVisible();
  await expect(
    clouds.getByRole('list', {
      name: 'Where the role on prod-cloud comes from',
    }),
  ).toContainText('Engineering');
  await expect(
    clouds.getByRole('list', { name: 'Projects in prod-cloud' }),
  ).toContainText('payments-api');
  await expect(region('What my groups and I own')).toContainText(
    'Payments API',
  );
  await lookAt(page, 'my-access');
});

test('a role tells why, by keyboard, as a list and as a graph', async () => {
  const role = page.getByRole('button', {
    name: 'owner on prod-cloud/payments-api: show why',
  });
  const why = page.getByRole('dialog');
  const ask = async () => {
    if (!(await why.isVisible())) {
      await role.first().focus();
      await page.keyboard.press('Enter');
    }
    await expect(why.getByRole('img', { name: /^How/ })).toBeVisible();
  };
  await ask();
  await expect(why).toContainText('Why Mara Voss is');
  await expect(
    why.getByRole('list', { name: 'Where it comes from' }),
  ).toContainText(['Payments']);
  await expect(
    why.getByRole('img', { name: /^How Mara Voss comes to be/ }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();
  await expect(role.first()).toBeFocused();

  await ask();
  await lookAt(page, 'why', 900, ask);
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();
});

test('an engineer sees what enforcing groups would change for her', async () => {
  const outlook = region('If groups were enforced');
  await expect(outlook).toContainText(/of your roles would change/);
  await expect(outlook.getByRole('listitem').first()).toContainText('becomes');
});

test('an engineer sees her groups and where they are synced from', async () => {
  const groups = region('My groups');
  await expect(groups).toContainText('Payments');
  await expect(groups).toContainText('Synced from Example IdP');
  await groups.getByRole('link', { name: 'Payments', exact: true }).click();
  await expect(page).toHaveURL(/\/catalog\/default\/group\/payments/);
});

for (const tab of [
  'users',
  'groups',
  'roles',
  'permission-check',
  'enforce',
  'connections',
  'audit',
]) {
  test(`an engineer who follows a link to ${tab} is told kindly that it is not hers`, async () => {
    await page.goto(`/scim/${tab}`);
    await expect(
      page.getByRole('heading', { name: 'This page is not open to you' }),
    ).toBeVisible();
    await expect(page.getByRole('tab')).toHaveText(['My access']);
  });
}

test('from there a way leads to her own access', async () => {
  await page.getByRole('link', { name: 'Show my access' }).click();
  await expect(region('Clouds')).toBeVisible();
});

test('somebody the directory does not know is told what to do', async () => {
  await page.route('**/api/scim/me/access', route =>
    route.fulfill({
      status: 404,
      json: { error: { name: 'NotFoundError', message: 'Unknown person' } },
    }),
  );
  await page.goto('/scim/my-access');
  await expect(
    page.getByRole('heading', { name: 'The directory does not know you yet' }),
  ).toBeVisible();
  await page.unroute('**/api/scim/me/access');
});

test('a failure says what went wrong and can be retried', async () => {
  await page.route('**/api/scim/me/access', route => route.abort());
  await page.goto('/scim/my-access');
  await expect(page.getByRole('alert')).toContainText('That did not work');

  await page.unroute('**/api/scim/me/access');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(region('Clouds')).toBeVisible();
});

test('the pages speak German to those who choose it', async () => {
  await page.goto('/settings');
  await page.evaluate(() => localStorage.setItem('language', 'de'));
  await page.goto('/scim/my-access');
  await expect(region('Meine Gruppen')).toContainText(
    'Synchronisiert von Example IdP',
  );
  await expect(region('Wenn Gruppen durchgesetzt würden')).toContainText(
    /deiner Rollen würde/,
  );
  await lookAt(page, 'my-access-german');
  await page.evaluate(() => localStorage.setItem('language', 'en'));
});
