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
import { callPortal } from './portal';
import { ADMINISTRATOR, signIn } from './signIn';

interface Bindings {
  totalItems: number;
  items: Array<{ principal: { type: string } }>;
}

async function directBindings() {
  const { items } = await callPortal<Bindings>('/api/scim/bindings?limit=1000');
  return items.filter(({ principal }) => principal.type === 'user').length;
}

async function preview(page: Page) {
  await signIn(page, ADMINISTRATOR, '/scim/enforce');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText(
    'becomes',
  );
}

async function openStep(page: Page, step: string) {
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: step })
    .click();
}

test('a preview shows who loses what, and changes nothing', async ({
  page,
}) => {
  const before = await directBindings();
  await preview(page);
  await expect(
    page.getByRole('list', { name: 'mara.voss@example.com' }),
  ).toContainText('prod-cloud');
  await expect(
    page.getByRole('region', { name: 'People to be removed' }),
  ).toContainText('orphan-user@example.com');

  await page.getByRole('searchbox', { name: 'Search people' }).fill('mara');
  await expect(
    page.getByRole('list', { name: 'mara.voss@example.com' }),
  ).toBeVisible();
  await expect(
    page.getByRole('list', { name: 'felix.moreau@example.com' }),
  ).toBeHidden();
  expect(await directBindings()).toBe(before);
});

test('a plan is refused once something changed since its preview', async ({
  page,
}) => {
  await preview(page);
  await callPortal('/api/scim/access/import', {
    method: 'POST',
    body: {
      file: [
        'organization: Example',
        'bindings:',
        '  - { resource: cloud/dev-cloud, role: owner, user: leo.marchetti@example.com }',
      ].join('\n'),
    },
  });
  await openStep(page, 'Apply');
  await page.getByLabel('Type Example to confirm').fill('Example');
  await page.getByRole('button', { name: 'Enforce groups' }).click();

  await expect(page.getByRole('alert')).toContainText('Not applied');
  await expect(page.getByText('leo.marchetti@example.com')).toBeVisible();
  await page
    .getByRole('alert')
    .getByRole('button', { name: 'Fresh preview' })
    .click();
  await expect(
    page.getByRole('list', { name: 'leo.marchetti@example.com' }),
  ).toBeVisible();
});

test('groups are enforced once the organization is typed, and the run can be undone', async ({
  page,
}) => {
  const before = await directBindings();
  expect(before).toBeGreaterThan(0);

  await preview(page);
  await page.getByRole('button', { name: 'Continue to guards' }).click();
  await page.getByRole('button', { name: 'Continue to apply' }).click();
  const apply = page.getByRole('button', { name: 'Enforce groups' });
  await expect(apply).toBeDisabled();
  await page.getByLabel('Type Example to confirm').fill('Exampel');
  await expect(apply).toBeDisabled();
  await page.getByLabel('Type Example to confirm').fill('Example');
  await apply.click();

  await expect(page.getByText('Groups are enforced')).toBeVisible();
  await expect(
    page.getByRole('list', { name: 'mara.voss@example.com' }),
  ).toBeVisible();
  expect(await directBindings()).toBe(0);

  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(
    page.getByRole('heading', { name: 'Undo a run in Example' }),
  ).toBeVisible();
  await openStep(page, 'Apply');
  await page.getByLabel('Type Example to confirm').fill('Example');
  await page.getByRole('button', { name: 'Undo the run' }).click();
  await expect(page.getByText('The run is undone')).toBeVisible();
  expect(await directBindings()).toBe(before);
});

test('somebody who may preview but not apply is told so', async ({ page }) => {
  await page.route('**/api/scim/me', async route => {
    const response = await route.fetch();
    const caller = await response.json();
    await route.fulfill({
      response,
      json: {
        ...caller,
        permissions: caller.permissions.filter(
          (name: string) => name !== 'scim.enforcement.apply',
        ),
      },
    });
  });
  await preview(page);
  await openStep(page, 'Apply');
  await expect(
    page.getByText('You may preview plans, not apply them.'),
  ).toBeVisible();
  await expect(page.getByLabel('Type Example to confirm')).toBeDisabled();
});
