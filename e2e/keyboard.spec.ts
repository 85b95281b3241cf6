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

import { expect, Locator, Page, test } from '@playwright/test';
import { removeConnection } from './connection';
import { openWindow } from './openWindow';
import { ADMINISTRATOR } from './signIn';

test.describe.configure({ timeout: 120_000 });

/** More steps than there are on any of the pages. */
const STEPS = 120;

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openWindow(browser, ADMINISTRATOR, '/scim/enforce');
});

test.afterAll(() => page.context().close());

const button = (name: string | RegExp) =>
  page.getByRole('button', { name, exact: true });

/** Goes there as people without a mouse do. */
async function tabTo(target: Locator) {
  await expect(target).toBeVisible();
  await expect(target).toBeEnabled();
  for (let step = 0; step < STEPS; step++) {
    if (await target.evaluate(element => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Not reached with the Tab key: ${target}`);
}

async function press(target: Locator, key = 'Enter') {
  await tabTo(target);
  await page.keyboard.press(key);
}

async function typeInto(target: Locator, text: string) {
  await tabTo(target);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

test('groups are enforced for somebody, and it is undone, without a mouse', async () => {
  await tabTo(page.getByRole('radio', { name: 'Everything' }));
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('radio', { name: 'One person' })).toBeChecked();
  await typeInto(
    page.getByRole('searchbox', { name: 'Person' }),
    'mara.voss@example.com',
  );
  const found = page.getByRole('radiogroup', { name: 'Person' });
  await expect(found.getByRole('radio')).toHaveCount(1);
  await press(found.getByRole('radio'), 'Space');
  await press(button('Preview changes'));

  await press(button('Continue to guards'));
  await expect(page.getByRole('group', { name: 'Guards' })).toBeFocused();
  await press(button('Continue to apply'));
  await expect(page.getByRole('group', { name: 'Apply' })).toBeFocused();
  await typeInto(page.getByLabel('Type “Example” to confirm'), 'Example');
  await press(button('Enforce groups'));
  await expect(page.getByText('Groups are enforced')).toBeVisible();

  await press(button('Undo').first());
  await expect(
    page.getByRole('heading', { name: 'Undo a run in Example' }),
  ).toBeVisible();
  await press(button('Continue to guards'));
  await press(button('Continue to apply'));
  await typeInto(page.getByLabel('Type “Example” to confirm'), 'Example');
  await press(button('Undo the run'));
  await expect(page.getByText('The run is undone')).toBeVisible();
});

test('an identity provider is connected, and its connection deleted, without a mouse', async () => {
  await page.goto('/scim/connections');
  await press(button(/^Create connection/).first());
  await expect(page.getByText('Step 1 of 4')).toBeVisible();
  await press(page.getByRole('button', { name: 'Microsoft Entra ID' }));
  await expect(page.getByText('Step 2 of 4')).toBeVisible();
  await typeInto(page.getByRole('textbox', { name: 'Name' }), 'By keyboard');
  await press(button('Continue'));
  await expect(page.getByText('Step 3 of 4')).toBeVisible();
  await press(button('Create connection'));
  await expect(page.getByText('Waiting for the first request…')).toBeVisible();
  const id = new URL(page.url()).searchParams.get('connection')!.split('/')[0];
  try {
    await press(page.getByRole('button', { name: /^Copy: / }).first());
    await press(button('Done'));
    await press(button('Delete'));
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(button('Delete')).toBeFocused();
  } finally {
    await removeConnection(id);
  }
});
