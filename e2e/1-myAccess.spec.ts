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
import { ENGINEER, signIn } from './signIn';

test('an engineer sees what she can reach, and through which group', async ({
  page,
}) => {
  await signIn(page, ENGINEER, '/scim');
  await expect(page).toHaveURL(/\/scim\/my-access$/);

  const clouds = page.getByRole('region', { name: 'Clouds' });
  await expect(clouds.getByText('prod-cloud', { exact: true })).toBeVisible();
  await expect(
    clouds.getByRole('list', {
      name: 'Where the role on prod-cloud comes from',
    }),
  ).toContainText('Engineering');
  await expect(
    clouds.getByRole('list', { name: 'Projects in prod-cloud' }),
  ).toContainText('payments-api');
});

test('an engineer sees what enforcing groups would change for her', async ({
  page,
}) => {
  await signIn(page, ENGINEER, '/scim/my-access');
  const outlook = page.getByRole('region', { name: 'If groups were enforced' });
  await expect(outlook).toContainText(/of your roles would change/);
  await expect(outlook.getByRole('listitem').first()).toContainText('becomes');
});

test('an engineer sees her groups and where they are synced from', async ({
  page,
}) => {
  await signIn(page, ENGINEER, '/scim/my-access');
  const groups = page.getByRole('region', { name: 'My groups' });
  await expect(groups).toContainText('Payments');
  await expect(groups).toContainText('Synced from Example IdP');
  await groups.getByRole('link', { name: 'Payments', exact: true }).click();
  await expect(page).toHaveURL(/\/catalog\/default\/group\/payments/);
});

test('an engineer has no tabs of administrators, and is told so kindly', async ({
  page,
}) => {
  await signIn(page, ENGINEER, '/scim/enforce');
  await expect(
    page.getByRole('heading', { name: 'This page is not open to you' }),
  ).toBeVisible();
  await expect(page.getByRole('tab', { name: 'My access' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Enforce' })).toBeHidden();
  await page.getByRole('link', { name: 'Show my access' }).click();
  await expect(page.getByRole('region', { name: 'Clouds' })).toBeVisible();
});

test('somebody the directory does not know is told what to do', async ({
  page,
}) => {
  await page.route('**/api/scim/me/access', route =>
    route.fulfill({
      status: 404,
      json: { error: { name: 'NotFoundError', message: 'Unknown person' } },
    }),
  );
  await signIn(page, ENGINEER, '/scim/my-access');
  await expect(
    page.getByRole('heading', { name: 'The directory does not know you yet' }),
  ).toBeVisible();
});

test('a failure says what went wrong and can be retried', async ({ page }) => {
  await page.route('**/api/scim/me/access', route => route.abort());
  await signIn(page, ENGINEER, '/scim/my-access');
  await expect(page.getByRole('alert')).toContainText('That did not work');

  await page.unroute('**/api/scim/me/access');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('region', { name: 'Clouds' })).toBeVisible();
});
