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
import { callPortal, callScim } from './portal';
import { ADMINISTRATOR, signIn } from './signIn';

const NEWCOMER = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'nia.newcomer@example.com',
  displayName: 'Nia Newcomer',
  name: { givenName: 'Nia', familyName: 'Newcomer' },
  emails: [{ value: 'nia.newcomer@example.com', primary: true }],
  active: true,
};
const ENTITY = '/api/catalog/entities/by-name/user/default/nia.newcomer';

test('the catalog shows provisioned people and groups', async ({ page }) => {
  await signIn(page, ADMINISTRATOR, '/catalog/default/group/payments');
  await expect(page.getByText('Mara Voss').first()).toBeVisible();
  await page.goto('/catalog/default/user/mara.voss');
  await expect(page.getByText('mara.voss@example.com').first()).toBeVisible();
});

test('a person pushed over SCIM is in the catalog within 2.5 seconds', async ({
  page,
}) => {
  await signIn(page, ADMINISTRATOR, '/scim/my-access');
  const { id } = await callScim<{ id: string }>('/Users', {
    method: 'POST',
    body: NEWCOMER,
  });
  try {
    await expect
      .poll(
        () =>
          callPortal(ENTITY).then(
            () => 'there',
            () => 'missing',
          ),
        { intervals: [100] },
      )
      .toBe('there');
    await page.goto('/catalog/default/user/nia.newcomer');
    await expect(page.getByText('Nia Newcomer').first()).toBeVisible();
  } finally {
    await callScim(`/Users/${id}`, { method: 'DELETE' });
  }
});
