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
import { ADMINISTRATOR, ENGINEER } from './signIn';

let page: Page;

const region = (name: string) =>
  page.getByRole('region', { name, exact: true });
const tab = (name: string) =>
  page
    .getByRole('navigation', { name: 'Content navigation' })
    .getByRole('link', { name });

test.describe('for an administrator', () => {
  test.beforeAll(async ({ browser }) => {
    page = await openWindow(
      browser,
      ADMINISTRATOR,
      '/catalog/default/user/mara.voss',
    );
  });

  test.afterAll(() => page.context().close());

  test('a person shows who provisions them, and what they reach', async () => {
    await expect(region('Directory')).toContainText('Example IdP');
    await expect(region('Directory')).toContainText('Software Engineer');
    await tab('Access').click();
    await expect(region('Clouds')).toContainText('payments-api');
    await expect(region('If groups were enforced')).toContainText(
      'roles would change.',
    );
    await expect(region('Groups')).toContainText('Payments');
    await lookAt(page, 'entity-user');
  });

  test('a group shows what membership grants, itself and from above, and to whom', async () => {
    await page.goto('/catalog/default/group/payments');
    await tab('Access').click();
    await expect(region('What membership grants')).toContainText(
      'prod-cloud/payments-api',
    );
    await expect(region('Also through Engineering')).toContainText('dev-cloud');
    const members = region('Members');
    await expect(
      members.getByRole('row', { name: /mara\.voss/ }),
    ).toContainText('Active');
    await lookAt(page, 'entity-group');
  });

  test('a component shows who has access, why, and who owns it', async () => {
    await page.goto('/catalog/default/component/payments-api');
    await tab('Who has access').click();
    const who = region('Who has access to project/prod-cloud/payments-api');
    const mara = who.getByRole('row', { name: /mara\.voss/ });
    await expect(mara).toContainText('Direct');
    await expect(mara).toContainText('Owner');
    await expect(who).toContainText('Group of 4 people');
    await lookAt(page, 'entity-resource');

    await mara.getByRole('button', { name: /show why/ }).click();
    await expect(page.getByRole('dialog')).toContainText('Why Mara Voss is');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill('priya');
    await expect(mara).toHaveCount(0);
    await expect(who).toContainText('priya.nair@example.com');
  });

  test('nothing of it is on an entity that is tied to no resource', async () => {
    await page.goto('/catalog/default/component/release-checklist');
    await expect(
      page.getByRole('heading', { name: 'Release Checklist' }),
    ).toBeVisible();
    await expect(tab('Who has access')).toHaveCount(0);
  });
});

test.describe('for an engineer', () => {
  test.beforeAll(async ({ browser }) => {
    page = await openWindow(
      browser,
      ENGINEER,
      '/catalog/default/user/mara.voss/access',
    );
  });

  test.afterAll(() => page.context().close());

  test('her own page shows her own access', async () => {
    await expect(region('My groups')).toContainText('Payments');
  });

  test("a colleague's page does not show theirs", async () => {
    await page.goto('/catalog/default/user/felix.moreau/access');
    await expect(
      page.getByRole('heading', { name: 'This page is not open to you' }),
    ).toBeVisible();
    await expect(region('Clouds')).toHaveCount(0);
  });

  test('what her group owns shows who has access, what another owns does not', async () => {
    await page.goto('/catalog/default/component/payments-api/who-has-access');
    await expect(
      region('Who has access to project/prod-cloud/payments-api'),
    ).toContainText('mara.voss@example.com');
    await page.goto(
      '/catalog/default/component/recommendations/who-has-access',
    );
    await expect(
      page.getByRole('heading', { name: 'This page is not open to you' }),
    ).toBeVisible();
  });

  test('what a group grants is for administrators', async () => {
    await page.goto('/catalog/default/group/payments');
    await expect(
      page.getByRole('heading', { name: 'Payments', exact: true }).first(),
    ).toBeVisible();
    await expect(tab('Access')).toHaveCount(0);
  });
});
