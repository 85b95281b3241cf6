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

import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { createTestAccess } from './__testUtils__/createTestAccess';
import { readInPages } from './__testUtils__/readInPages';
import { listGroupItems, listUserItems } from './listDirectory';
import { Slice, Sliced } from './pagedRows';

jest.setTimeout(60_000);

type Listing = (slice: Slice) => Promise<Sliced<unknown>>;

describe('Listings', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      await buildWorld(database, {
        clouds: { prod: ['p'], Dev: [] },
        connections: { Okta: 'active' },
        users: [
          'b@example.com',
          { email: 'A@example.com', name: 'Åsa Ek' },
          'c_d@example.com',
        ],
        groups: [
          { name: 'platform' },
          { name: 'Engineering', connection: 'Okta' },
          { name: 'Ärzte' },
        ],
        portalRoles: { 'scim:Ops': [] },
        serviceAccounts: ['CI-bot'],
        bindings: [
          ['project/prod/p', 'owner', { user: 'A@example.com' }],
          ['cloud/prod', 'owner', { serviceAccount: 'CI-bot' }],
          ['cloud/prod', 'readonly', { group: 'Engineering' }],
          ['cloud/Dev', 'readonly', { portalRole: 'scim:Ops' }],
          ['organization', 'owner', { user: 'c_d@example.com' }],
        ],
      });
      const { bindings } = await createTestAccess(database);
      const lists = {
        users: (slice: Slice) =>
          database.read(tx => listUserItems(tx, slice, {})),
        groups: (slice: Slice) =>
          database.read(tx => listGroupItems(tx, slice, {})),
        bindings: (slice: Slice) =>
          database.read(tx => bindings.list(tx, slice)),
      };
      return lists;
    }

    it('list people by email and groups by name, without case', async () => {
      const { users, groups } = await start();

      const people = await users({ limit: 10 });
      expect(people.totalItems).toBe(3);
      expect(people.items.map(({ email }) => email)).toEqual([
        'A@example.com',
        'b@example.com',
        'c_d@example.com',
      ]);
      expect((await groups({ limit: 10 })).items).toMatchObject([
        { displayName: 'Engineering', connection: 'Okta' },
        { displayName: 'platform', connection: undefined },
        { displayName: 'Ärzte' },
      ]);
    });

    it('list bindings by resource, with whom they are for', async () => {
      const { bindings } = await start();

      const { items } = await bindings({ limit: 10 });

      expect(
        items.map(({ resource, role, principal }) =>
          [resource.ref, role, principal.type, principal.name].join(' '),
        ),
      ).toEqual([
        'cloud/Dev readonly portalRole scim:Ops',
        'cloud/prod owner serviceAccount CI-bot',
        'cloud/prod readonly group Engineering',
        'organization owner user c_d@example.com',
        'project/prod/p owner user A@example.com',
      ]);
    });

    it.each(['users', 'groups', 'bindings'] as const)(
      'hand out all %s once, page by page',
      async name => {
        const list: Listing = (await start())[name];
        const { items } = await list({ limit: 100 });

        for (const limit of [1, 2, items.length]) {
          expect(await readInPages(list, limit)).toEqual(items);
        }
      },
    );

    it('search names, as they are written and without case', async () => {
      const lists = await start();
      const found = async (name: keyof typeof lists, search: string) => {
        const { items, totalItems } = await lists[name]({ limit: 1, search });
        expect(items).toHaveLength(Math.min(totalItems, 1));
        return totalItems;
      };

      expect(await found('users', 'EXAMPLE')).toBe(3);
      expect(await found('users', 'C_D')).toBe(1);
      expect(await found('users', '_@')).toBe(0);
      expect(await found('users', 'åSA')).toBe(1);
      expect(await found('groups', 'ÄRZ')).toBe(1);
      expect(await found('groups', '%')).toBe(0);
      expect(await found('bindings', 'DEV')).toBe(1);
      expect(await found('bindings', 'PROD')).toBe(3);
      expect(await found('bindings', 'ci-BOT')).toBe(1);
      expect(await found('bindings', 'engineering')).toBe(1);
      expect(await found('bindings', 'SCIM:ops')).toBe(1);
      expect(await found('bindings', 'a@example')).toBe(1);
      expect(await found('bindings', 'ÅSA EK')).toBe(1);
    });
  });
});
