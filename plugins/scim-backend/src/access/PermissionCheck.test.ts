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

import {
  AccessModel,
  defaultAccessModel,
} from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../__testUtils__/testDatabases';
import {
  buildWorld,
  WorldDescription,
} from '../enforcement/__testUtils__/buildWorld';
import { createTestAccess } from './__testUtils__/createTestAccess';
import { readInPages } from './__testUtils__/readInPages';
import { Slice } from './pagedRows';

jest.setTimeout(60_000);

const alice = 'alice@example.com';
const bob = 'Bob@example.com';

describe('PermissionCheck', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(world: WorldDescription, model?: AccessModel) {
      const database = await databases.create(id);
      await buildWorld(database, world);
      const { check } = await createTestAccess(database, { model });
      return {
        list: (slice: Partial<Slice> = {}) =>
          database.read(tx => check.list(tx, { limit: 100, ...slice })),
      };
    }

    /** The rows for a world, as people read them. */
    async function rows(world: WorldDescription): Promise<string[]> {
      const { list } = await start(world);
      const { items } = await list();
      return items.map(
        ({ user, resource, role }) => `${user.email} ${resource.name}: ${role}`,
      );
    }

    it('finds owners and collaborators of clouds who hold no role on a project there', async () => {
      const { list } = await start({
        clouds: { Production: ['p'], Staging: [] },
        users: [bob, alice],
        bindings: [
          ['cloud/Staging', 'owner', { user: bob }],
          ['cloud/Production', 'collaborator', { user: bob }],
          ['cloud/Production', 'collaborator', { user: alice }],
        ],
      });

      expect(await list()).toMatchObject({
        items: [
          { user: { email: alice }, resource: { name: 'Production' } },
          { user: { email: bob }, resource: { name: 'Production' } },
          {
            user: { email: bob },
            resource: { ref: 'cloud/Staging', type: 'cloud' },
            role: 'owner',
            issue: 'No project permissions',
          },
        ],
        totalItems: 3,
        totalUsers: 2,
        next: undefined,
      });
    });

    it('goes by the effective role, whatever gives it', async () => {
      expect(
        await rows({
          clouds: { a: [], b: [], c: [], d: [] },
          users: [alice],
          groups: [
            { name: 'Inner', users: [alice] },
            { name: 'Outer', groups: ['Inner'] },
          ],
          portalRoles: { role: [alice] },
          bindings: [
            ['cloud/a', 'readonly', { user: alice }],
            ['cloud/a', 'collaborator', { group: 'Outer' }],
            ['cloud/b', 'collaborator', { group: 'Inner' }],
            ['cloud/b', 'owner', { user: alice }],
            ['cloud/c', 'owner', { portalRole: 'role' }],
            ['cloud/d', 'readonly', { group: 'Outer' }],
            ['cloud/d', 'readonly', { user: alice }],
          ],
        }),
      ).toEqual([
        `${alice} a: collaborator`,
        `${alice} b: owner`,
        `${alice} c: owner`,
      ]);
    });

    it.each<[string, NonNullable<WorldDescription['bindings']>[0][2]]>([
      ['themselves', { user: alice }],
      ['a group', { group: 'Inner' }],
      ['a nested group', { group: 'Outer' }],
      ['a portal role', { portalRole: 'role' }],
    ])(
      'is content with any project role, held through %s',
      async (_, holder) => {
        const world: WorldDescription = {
          clouds: { a: ['p', 'q'], b: ['p'] },
          users: [alice],
          groups: [
            { name: 'Inner', users: [alice] },
            { name: 'Outer', groups: ['Inner'] },
          ],
          portalRoles: { role: [alice] },
          bindings: [
            ['cloud/a', 'owner', { user: alice }],
            ['cloud/b', 'owner', { user: alice }],
            ['project/a/q', 'readonly', holder],
          ],
        };

        // A project of another cloud is no help.
        expect(await rows(world)).toEqual([`${alice} b: owner`]);
      },
    );

    it('takes no notice of groups that do not count', async () => {
      expect(
        await rows({
          clouds: { a: ['p'], b: ['p'] },
          connections: { off: 'paused', new: 'pending' },
          users: [alice],
          groups: [
            { name: 'Paused', users: [alice], connection: 'off' },
            { name: 'Pending', users: [alice], connection: 'new' },
            { name: 'Waiting', users: [alice], linked: false },
            { name: 'Around', groups: ['Paused', 'Pending', 'Waiting'] },
          ],
          bindings: [
            ['cloud/a', 'owner', { user: alice }],
            ...['Paused', 'Pending', 'Waiting', 'Around'].flatMap(
              (group): NonNullable<WorldDescription['bindings']> => [
                ['project/a/p', 'owner', { group }],
                ['cloud/b', 'collaborator', { group }],
              ],
            ),
          ],
        }),
      ).toEqual([`${alice} a: owner`]);
    });

    it('does not ask for projects of readers, service accounts, or people who are gone', async () => {
      expect(
        await rows({
          clouds: { a: [] },
          users: [
            alice,
            { email: 'inactive@example.com', active: false },
            { email: 'former@example.com', member: false },
          ],
          serviceAccounts: ['bot'],
          bindings: [
            ['organization', 'owner', { user: alice }],
            ['cloud/a', 'readonly', { user: alice }],
            ['cloud/a', 'owner', { serviceAccount: 'bot' }],
            ['cloud/a', 'owner', { user: 'inactive@example.com' }],
            ['cloud/a', 'owner', { user: 'former@example.com' }],
          ],
        }),
      ).toEqual([]);
    });

    it('hands out every row once, in order, page by page', async () => {
      const clouds = ['b', 'B', 'a', 'Ä'];
      const users = ['b@example.com', 'A@example.com', 'a.b@example.com'];
      const { list } = await start({
        clouds: Object.fromEntries(clouds.map(cloud => [cloud, []])),
        users,
        bindings: users.flatMap(user =>
          clouds.map((cloud): [string, string, { user: string }] => [
            `cloud/${cloud}`,
            'owner',
            { user },
          ]),
        ),
      });
      const all = (await list()).items;
      expect(
        all.map(({ user, resource }) => `${user.email} ${resource.name}`),
      ).toEqual(
        ['a.b@example.com', 'A@example.com', 'b@example.com'].flatMap(email =>
          ['B', 'a', 'b', 'Ä'].map(cloud => `${email} ${cloud}`),
        ),
      );

      expect(await list({ limit: 5 })).toMatchObject({
        totalItems: 12,
        totalUsers: 3,
      });
      for (const limit of [1, 5, 12, 13]) {
        expect(await readInPages(list, limit)).toEqual(all);
      }
    });

    it('searches people, as it is written and without case', async () => {
      const users = ['a_b@example.com', 'aXb@example.com', '50%@example.com'];
      const { list } = await start({
        clouds: { c: [], d: [] },
        users,
        bindings: users.flatMap((user): WorldDescription['bindings'] & {} => [
          ['cloud/c', 'owner', { user }],
          ['cloud/d', 'owner', { user }],
        ]),
      });
      const found = async (search: string) => {
        const { items, ...totals } = await list({ search, limit: 1 });
        return { ...totals, first: items[0]?.user.email, next: undefined };
      };

      expect(await found('A_B@')).toEqual({
        totalItems: 2,
        totalUsers: 1,
        first: 'a_b@example.com',
      });
      expect(await found('axb')).toMatchObject({ totalUsers: 1 });
      expect(await found('%')).toMatchObject({ first: '50%@example.com' });
      expect(await found('\\')).toMatchObject({ totalItems: 0 });
      expect(await found('EXAMPLE')).toMatchObject({
        totalItems: 6,
        totalUsers: 3,
      });
    });

    it('checks what the model says, and nothing for a model that says nothing', async () => {
      const world: WorldDescription = {
        clouds: { a: [], b: ['p'] },
        users: [alice, bob],
        bindings: [['project/b/p', 'readonly', { user: bob }]],
      };
      const { list } = await start(world, {
        ...defaultAccessModel,
        baseline: { type: 'cloud', role: 'readonly' },
        completeness: {
          type: 'cloud',
          roles: ['readonly'],
          childType: 'project',
          issue: 'Nothing to read',
        },
      });
      expect((await list()).items).toMatchObject([
        { user: { email: alice }, resource: { name: 'a' }, role: 'readonly' },
        { user: { email: alice }, resource: { name: 'b' } },
        { user: { email: bob }, issue: 'Nothing to read' },
      ]);

      const silent = await start(world, {
        ...defaultAccessModel,
        completeness: undefined,
      });
      expect(await silent.list()).toEqual({
        items: [],
        totalItems: 0,
        totalUsers: 0,
      });
    });
  });
});
