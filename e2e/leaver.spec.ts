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
import { callPortal, IDP_PORT } from './portal';
import { signIn } from './signIn';

const LEAVER = 'Leo Marchetti';
const ENTITY = '/api/catalog/entities/by-name/user/default/leo.marchetti';
const DEACTIVATED = /account in this portal was deactivated/;

/** Does something at the example identity provider, as its administrator. */
async function atTheIdentityProvider(
  method: string,
  path: string,
  body?: object,
): Promise<void> {
  const response = await fetch(`http://localhost:${IDP_PORT}/api${path}`, {
    method,
    headers: body && { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${await response.text()}`);
  }
}

const isInCatalog = () =>
  callPortal(ENTITY).then(
    () => true,
    () => false,
  );

test('an engineer who is deactivated is out with their next click, and back when they return', async ({
  page,
}) => {
  await signIn(page, LEAVER, '/scim/my-access');
  await expect(page.getByRole('heading', { name: 'Access' })).toBeVisible();
  // They would be kept out by the identity provider, too; here the portal must.
  await atTheIdentityProvider('PUT', '/settings', { disabledMaySignIn: true });
  try {
    await atTheIdentityProvider(
      'POST',
      '/people/leo.marchetti@example.com/disable',
    );
    await expect.poll(isInCatalog).toBe(false);

    // The page knew nothing of it.
    await page
      .getByRole('link', { name: 'Access', exact: true })
      .first()
      .click();
    await expect(page.getByText(DEACTIVATED).first()).toBeVisible();
    // Backstage's own pages are refused too, in fewer words.
    await page.getByRole('link', { name: 'Catalog', exact: true }).click();
    await expect(page.getByText(/401 Unauthorized/).first()).toBeVisible();

    await page.goto('/');
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const popup = await opening;
    await popup.getByRole('button', { name: LEAVER }).click();
    await expect(
      page.getByText(/unable to resolve user identity/),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: 'Access' })).toBeHidden();
  } finally {
    await atTheIdentityProvider(
      'POST',
      '/people/leo.marchetti@example.com/enable',
    );
    await atTheIdentityProvider('PUT', '/settings', {
      disabledMaySignIn: false,
    });
  }

  await expect.poll(isInCatalog).toBe(true);
  await page.goto('/scim/my-access');
  // Their session at the identity provider is still good: nobody asks again.
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('data-cloud').first()).toBeVisible();
  await expect(page.getByText(DEACTIVATED)).toBeHidden();
});
