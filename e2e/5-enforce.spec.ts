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
import { lookAt } from './looks';
import { openWindow } from './openWindow';
import { callPortal } from './portal';
import { ADMINISTRATOR } from './signIn';

interface Bindings {
  totalItems: number;
  items: Array<{ principal: { type: string } }>;
}

const MARA = 'mara.voss@example.com';

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openWindow(browser, ADMINISTRATOR, '/scim/enforce');
});

test.afterAll(() => page.context().close());

test.beforeEach(() => page.goto('/scim/enforce'));

const button = (name: string) =>
  page.getByRole('button', { name, exact: true });
const region = (name: string) =>
  page.getByRole('region', { name, exact: true });

async function directBindings(of?: string) {
  const filter = of ? `&principalType=user&principal=${of}` : '';
  const { items } = await callPortal<Bindings>(
    `/api/scim/bindings?limit=1000${filter}`,
  );
  return items.filter(({ principal }) => principal.type === 'user').length;
}

async function preview() {
  await button('Preview changes').click();
  await expect(region('Changes')).toContainText('becomes');
}

async function previewOf(person: string) {
  await page.getByRole('radio', { name: 'One person' }).check({ force: true });
  await expect(button('Preview changes')).toBeDisabled();
  await choose(page, 'Person', person);
  await preview();
}

async function openStep(step: string) {
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: step })
    .click();
  await expect(page.getByRole('group', { name: step })).toBeFocused();
}

async function confirm(action: string) {
  await page.getByLabel('Type “Example” to confirm').fill('Example');
  await button(action).click();
}

async function undo() {
  await button('Undo').first().click();
  await expect(
    page.getByRole('heading', { name: 'Undo a run in Example' }),
  ).toBeVisible();
  await openStep('Apply');
  await confirm('Undo the run');
  await expect(page.getByText('The run is undone')).toBeVisible();
}

test('a preview shows who loses what, and changes nothing', async () => {
  const before = await directBindings();
  await lookAt(page, 'enforce');
  await preview();
  await expect(page.getByRole('list', { name: MARA })).toContainText(
    'prod-cloud',
  );
  await expect(region('Where it happens')).toContainText('prod-cloud');
  await expect(region('People to be removed')).toContainText(
    'orphan-user@example.com',
  );
  await lookAt(page, 'enforce-preview');

  await page.getByRole('searchbox', { name: 'Search people' }).fill('mara');
  await expect(page.getByRole('list', { name: MARA })).toBeVisible();
  await expect(
    page.getByRole('list', { name: 'felix.moreau@example.com' }),
  ).toBeHidden();
  expect(await directBindings()).toBe(before);
});

test('catalog entities left without an owner are named, and beside whom', async () => {
  await preview();
  await expect(
    region('1 catalog entity would have no active owner'),
  ).toContainText('Release Checklist');
  await expect(
    region('People to be removed')
      .getByRole('listitem')
      .filter({ hasText: 'nadia.kowalski@example.com' }),
  ).toContainText('Release Checklist');
});

test('a plan can cover one person, and only their bindings go', async () => {
  const [before, ofMara] = [await directBindings(), await directBindings(MARA)];
  expect(ofMara).toBeGreaterThan(0);
  await previewOf(MARA);
  await expect(page.getByText('Covers Mara Voss only')).toBeVisible();
  await button('Continue to guards').click();
  await button('Continue to apply').click();
  await lookAt(page, 'enforce-apply');
  await page.getByLabel('Type “Example” to confirm').fill('Exampel');
  await expect(button('Enforce groups')).toBeDisabled();
  await confirm('Enforce groups');

  await expect(page.getByText('Groups are enforced')).toBeVisible();
  await expect(page.getByRole('list', { name: MARA })).toBeVisible();
  expect(await directBindings(MARA)).toBe(0);
  expect(await directBindings()).toBe(before - ofMara);
  await undo();
  expect(await directBindings()).toBe(before);
});

test('a plan is refused once something changed since its preview', async () => {
  await previewOf(MARA);
  const { binding } = await callPortal<{ binding: { id: string } }>(
    '/api/scim/bindings',
    {
      method: 'POST',
      body: {
        resource: 'cloud/dev-cloud',
        role: 'owner',
        principal: { type: 'user', name: MARA },
      },
    },
  );
  await openStep('Apply');
  await confirm('Enforce groups');
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText('Not applied');
  await refusal.getByRole('button', { name: 'Fresh preview' }).click();
  await expect(page.getByRole('list', { name: MARA })).toContainText(
    'dev-cloud',
  );
  await callPortal(`/api/scim/bindings/${binding.id}`, { method: 'DELETE' });
});

test('a guard that blocks is overridden by the typed number and a reason; the run can be undone', async () => {
  const before = await directBindings();
  await preview();
  await openStep('Apply');
  await expect(page.getByText('A guard blocks this plan.')).toBeVisible();
  await openStep('Guards');
  await expect(button('Continue to apply')).toBeDisabled();
  await lookAt(page, 'enforce-guards');

  await button('Override for this plan').click();
  const dialog = page.getByRole('dialog');
  const number = dialog.getByRole('textbox', { name: /How many people/ });
  const affected = /Type (\d+)/.exec((await dialog.textContent()) ?? '')![1];
  await dialog.getByLabel(/^Reason/).fill('Agreed with all teams');
  await number.fill('1');
  await number.press('Tab');
  await button('Override').click();
  await expect(dialog.getByRole('alert')).toContainText(
    'affects another number of people',
  );
  await number.fill(affected);
  await number.press('Tab');
  await button('Override').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/Agreed with all teams/)).toBeVisible();

  await button('Continue to apply').click();
  await confirm('Enforce groups');
  await expect(page.getByText('Groups are enforced')).toBeVisible();
  expect(await directBindings()).toBe(0);
  await undo();
  expect(await directBindings()).toBe(before);
});

test('somebody who may preview but not apply is told so', async () => {
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
  await page.reload();
  await previewOf(MARA);
  await openStep('Apply');
  await expect(
    page.getByText('You may preview plans, not apply them.'),
  ).toBeVisible();
  await expect(page.getByLabel('Type “Example” to confirm')).toBeDisabled();
  await page.unroute('**/api/scim/me');
});

test('a plan that does not exist says so', async () => {
  await page.goto('/scim/enforce?plan=c6658695-3e61-42e0-9cbe-066ccba23adc');
  await expect(page.getByRole('alert')).toContainText('That did not work');
});
