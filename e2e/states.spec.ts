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
import { findings } from './findings';
import { openWindow } from './openWindow';
import { ADMINISTRATOR, ENGINEER } from './signIn';

/** A page, the request that brings what it shows, and an answer with nothing in it. */
interface State {
  name: string;
  path: string;
  request: string;
  nothing?: object;
  /** What the page says if there is nothing. */
  says?: string;
}

const NO_ITEMS = { items: [], totalItems: 0, totalUsers: 0 };

const NO_ACCESS = {
  user: {
    id: '00000000-0000-4000-8000-000000000001',
    userName: 'nobody',
    email: 'nobody@example.com',
    entityRef: 'user:default/nobody',
    active: true,
    member: true,
  },
  roles: [],
  implied: [],
  groups: [],
  enforcement: { removed: false, changes: [] },
};

const NO_HOLDERS = {
  ...NO_ITEMS,
  resource: {
    id: '00000000-0000-4000-8000-000000000002',
    ref: 'project/prod-cloud/payments-api',
    type: 'project',
    name: 'payments-api',
    label: 'prod-cloud/payments-api',
  },
  impliedBy: [],
  counts: { withAccess: 0, withAccessNotOwners: 0, ownersWithoutAccess: 0 },
};

const MY_ACCESS: State = {
  name: 'My access',
  path: '/scim/my-access',
  request: '**/api/scim/me/access',
  nothing: NO_ACCESS,
  says: 'You have no access yet',
};

const OF_ADMINISTRATORS: State[] = [
  {
    name: 'Users',
    path: '/scim/users',
    request: '**/api/scim/users?*',
    nothing: NO_ITEMS,
    says: 'Nobody is here yet',
  },
  {
    name: 'Groups',
    path: '/scim/groups',
    request: '**/api/scim/groups?*',
    nothing: NO_ITEMS,
    says: 'No groups yet',
  },
  {
    name: 'Roles',
    path: '/scim/roles',
    request: '**/api/scim/roles?*',
    nothing: NO_ITEMS,
    says: 'No portal roles yet',
  },
  {
    name: 'Permission check',
    path: '/scim/permission-check',
    request: '**/api/scim/permission-check?*',
    nothing: NO_ITEMS,
    says: 'Everybody is set up',
  },
  {
    name: 'Enforce',
    path: '/scim/enforce',
    request: '**/api/scim/enforcement/runs?*',
    nothing: NO_ITEMS,
    says: 'Nothing has been applied yet.',
  },
  {
    name: 'Connections',
    path: '/scim/connections',
    request: '**/api/scim/connections?*',
    nothing: NO_ITEMS,
    says: 'No identity provider is connected',
  },
  {
    name: 'Audit log',
    path: '/scim/audit',
    request: '**/api/scim/audit?*',
    nothing: NO_ITEMS,
    says: 'Nothing is recorded yet',
  },
  {
    name: 'Access of a person',
    path: '/catalog/default/user/mara.voss/access',
    request: '**/api/scim/access/users/*',
    nothing: NO_ACCESS,
    says: 'No access yet',
  },
  {
    name: 'Access of a group',
    path: '/catalog/default/group/engineering/group-access',
    request: '**/api/scim/bindings?*',
    nothing: NO_ITEMS,
    says: 'No roles.',
  },
  {
    name: 'Who has access',
    path: '/catalog/default/component/payments-api/who-has-access',
    request: '**/api/scim/access/resources/*',
    nothing: NO_HOLDERS,
    says: 'Nobody holds a role here',
  },
];

const OF_ENGINEERS: State[] = [
  MY_ACCESS,
  {
    name: 'Her own access in the catalog',
    path: '/catalog/default/user/mara.voss/access',
    request: '**/api/scim/access/users/*',
    nothing: NO_ACCESS,
    says: 'No access yet',
  },
  {
    name: 'Who has access to what she owns',
    path: '/catalog/default/component/payments-api/who-has-access',
    request: '**/api/scim/access/resources/*',
    nothing: NO_HOLDERS,
    says: 'Nobody holds a role here',
  },
];

let page: Page;

/** Readable for everybody, in both themes and in both hands of a phone. */
async function expectReadable(what: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      colorScheme,
    );
    expect(await findings(page), `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  for (const size of [
    { width: 390, height: 844 },
    { width: 844, height: 390 },
  ]) {
    await page.setViewportSize(size);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), {
        message: `${what}, ${size.width} wide`,
      })
      .toBeLessThanOrEqual(size.width);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Nothing moves for those who asked for it. */
function moving() {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML ?? ''),
  );
}

function testsOf(person: string, states: State[]) {
  test.beforeAll(async ({ browser }) => {
    page = await openWindow(browser, person, '/scim');
  });

  test.afterAll(() => page.context().close());

  for (const { name, path, request, nothing, says } of states) {
    test(`${name}: holds its place while it loads, and does not move`, async () => {
      let answer = () => {};
      const held = new Promise<void>(resolve => {
        answer = resolve;
      });
      await page.route(request, async route => {
        await held;
        await route.fallback();
      });
      await page.goto(path);
      const loading = page.getByRole('status').filter({ hasText: 'Loading…' });
      await expect(loading.first()).toBeVisible();
      expect(await moving()).toEqual([]);
      await expectReadable(`${name} while it loads`);
      answer();
      await expect(loading).toHaveCount(0);
      await page.unroute(request);
    });

    test(`${name}: says what went wrong, and tries again`, async () => {
      const failure = page
        .getByRole('alert')
        .filter({ hasText: 'Out of order.' });
      const fail = async () => {
        await page.route(request, route =>
          route.fulfill({
            status: 503,
            json: { error: { name: 'Error', message: 'Out of order.' } },
          }),
        );
        await page.goto(path);
        await expect(failure.first()).toBeVisible();
      };
      await fail();
      await page.unroute(request);
      await failure.first().getByRole('button', { name: 'Retry' }).click();
      await expect(failure).toHaveCount(0);

      // Last: a window of another size asks again by itself.
      await fail();
      await expectReadable(`${name} after a failure`);
      await page.unroute(request);
    });

    if (says) {
      test(`${name}: says so if there is nothing`, async () => {
        await page.route(request, route => route.fulfill({ json: nothing }));
        await page.goto(path);
        await expect(page.getByText(says).first()).toBeVisible();
        await expectReadable(`${name} with nothing in it`);
        await page.unroute(request);
      });
    }
  }
}

test.describe('for an administrator', () =>
  testsOf(ADMINISTRATOR, [MY_ACCESS, ...OF_ADMINISTRATORS]));

test.describe('for an engineer', () => {
  testsOf(ENGINEER, OF_ENGINEERS);

  for (const { name, path } of OF_ADMINISTRATORS.filter(({ path: where }) =>
    where.startsWith('/scim/'),
  )) {
    test(`${name}: is refused kindly, and readably`, async () => {
      await page.goto(path);
      await expect(
        page.getByRole('heading', { name: 'This page is not open to you' }),
      ).toBeVisible();
      await expectReadable(`${name}, refused`);
    });
  }
});
