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
  addConnection,
  addGroup,
  addUser,
} from '../__testUtils__/directoryWorld';
import { testDatabases } from '../__testUtils__/testDatabases';
import { DirectoryReader } from './DirectoryReader';
import { UserStore } from './UserStore';

jest.setTimeout(60_000);

const users = new UserStore();

describe('DirectoryReader', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('tells what changed, each with its present state', async () => {
      const database = await databases.create(id);
      const reader = new DirectoryReader(database);
      const okta = await addConnection(database, 'Okta');
      const zoe = await addUser(database, 'zoe');
      const mara = await addUser(database, 'mara@example.com', {
        connection: okta,
        resource: {
          displayName: 'Mara Lind',
          title: 'Engineer',
          emails: [{ value: 'mara@example.com', primary: true }],
          photos: [{ value: 'https://example.com/mara.png', type: 'photo' }],
          'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
            department: 'Platform',
            manager: { value: zoe.uuid },
          },
        },
      });
      const team = await addGroup(database, 'Engineering', {
        connection: okta,
        members: [mara],
      });

      const { changes, revision, more } = await reader.listChanges({
        since: 1,
      });

      expect({ revision, more }).toEqual({ revision: 3, more: false });
      expect(changes).toEqual([
        {
          kind: 'group',
          id: team.uuid,
          entityName: 'engineering',
          group: {
            id: team.uuid,
            entityName: 'engineering',
            displayName: 'Engineering',
            connection: 'Okta',
            syncedAt: team.synced_at,
            children: [],
          },
        },
        {
          kind: 'user',
          id: mara.uuid,
          entityName: 'mara',
          user: {
            id: mara.uuid,
            entityName: 'mara',
            userName: 'mara@example.com',
            email: 'mara@example.com',
            displayName: 'Mara Lind',
            title: 'Engineer',
            picture: 'https://example.com/mara.png',
            department: 'Platform',
            manager: 'zoe',
            connection: 'Okta',
            syncedAt: mara.synced_at,
            groups: ['engineering'],
          },
        },
      ]);
    });

    it.each(['deactivated', 'removed', 'no longer a member'])(
      'tells that somebody who is %s is gone',
      async how => {
        const database = await databases.create(id);
        const reader = new DirectoryReader(database);
        const mara = await addUser(database, 'mara');

        await database.write(async change => {
          if (how === 'deactivated') {
            const resource = { userName: 'mara', active: false };
            await users.update(change, mara, { resource });
          } else if (how === 'removed') {
            await users.remove(change, mara);
          } else {
            await change.tx('users').update({ member: false });
            const { uuid } = mara;
            change.touch({ kind: 'user', uuid, entityName: 'mara' });
          }
        });

        const { changes } = await reader.listChanges({ since: 1 });
        expect(changes).toEqual([
          { kind: 'user', id: mara.uuid, entityName: 'mara' },
        ]);
        expect((await reader.listPage()).users).toEqual([]);
      },
    );

    it('tells of those whose manager comes or goes', async () => {
      const database = await databases.create(id);
      const reader = new DirectoryReader(database);
      const zoe = await addUser(database, 'zoe');
      await addUser(database, 'mara', {
        resource: {
          'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
            manager: { value: zoe.uuid },
          },
        },
      });
      const managerOfMara = async (since: number) => {
        const { changes } = await reader.listChanges({ since });
        const mara = changes.find(({ entityName }) => entityName === 'mara');
        expect(mara).toMatchObject({
          kind: 'user',
          user: { userName: 'mara' },
        });
        return mara?.kind === 'user' ? mara.user?.manager : 'nobody';
      };
      const setActive = (active: boolean) =>
        database.write(async change => {
          const present = (await users.find(change.tx, zoe.uuid))!;
          const resource = { ...present.resource, active };
          return users.update(change, present, { resource });
        });
      expect(await managerOfMara(1)).toBe('zoe');

      await setActive(false);
      expect(await managerOfMara(2)).toBeUndefined();

      await setActive(true);
      expect(await managerOfMara(3)).toBe('zoe');

      await database.write(change => users.remove(change, zoe));
      expect(await managerOfMara(4)).toBeUndefined();
    });

    it('tells who stands behind a name now, when a deleted person was added anew', async () => {
      const database = await databases.create(id);
      const reader = new DirectoryReader(database);
      const first = await addUser(database, 'mara@example.com');
      await database.write(change => users.remove(change, first));
      const second = await addUser(database, 'mara@example.com');

      const { changes } = await reader.listChanges({ since: 0 });

      expect(changes).toEqual([
        expect.objectContaining({
          id: second.uuid,
          entityName: 'mara',
          user: expect.objectContaining({ userName: 'mara@example.com' }),
        }),
      ]);
    });

    it('cuts the feed between revisions, never inside one', async () => {
      const database = await databases.create(id);
      const reader = new DirectoryReader(database);
      const people = [
        await addUser(database, 'ann'),
        await addUser(database, 'ben'),
        await addUser(database, 'cleo'),
      ];
      await addGroup(database, 'Engineering', { members: people });

      const first = await reader.listChanges({ since: 0, limit: 2 });
      expect(first).toMatchObject({ revision: 2, more: true });
      expect(first.changes).toHaveLength(2);

      const second = await reader.listChanges({ since: 2, limit: 2 });
      expect(second).toMatchObject({ revision: 4, more: false });
      expect(second.changes.map(({ entityName }) => entityName).sort()).toEqual(
        ['ann', 'ben', 'cleo', 'engineering'],
      );

      expect(await reader.listChanges({ since: 4 })).toEqual({
        changes: [],
        revision: 4,
        more: false,
      });
    });

    it('goes past revisions in which the directory did not change', async () => {
      const database = await databases.create(id);
      const reader = new DirectoryReader(database);
      await addUser(database, 'ann');
      await database.write(async change => change.mark());

      expect(await reader.listChanges({ since: 1 })).toEqual({
        changes: [],
        revision: 2,
        more: false,
      });
    });

    it('walks through everybody, then every group, at the revision of the first page', async () => {
      const database = await databases.create(id);
      const reader = new DirectoryReader(database);
      const now = new Date().toISOString();
      await database.knex.batchInsert(
        'users',
        Array.from({ length: 1001 }, (_, index) => ({
          uuid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
          user_name: `user${index}`,
          user_name_key: `user${index}`,
          active: true,
          member: true,
          entity_name: `user${index}`,
          resource: '{}',
          version: 1,
          created_at: now,
          updated_at: now,
        })),
        500,
      );
      await addGroup(database, 'Engineering');

      const first = await reader.listPage();
      await addUser(database, 'late');
      const names: string[] = [];
      let page = first;
      for (;;) {
        names.push(...page.users.map(({ entityName }) => entityName));
        names.push(...page.groups.map(({ entityName }) => entityName));
        expect(page.revision).toBe(1);
        if (!page.nextCursor) {
          break;
        }
        page = await reader.listPage({ cursor: page.nextCursor });
      }

      expect(first.users).toHaveLength(250);
      expect(names).toHaveLength(1003);
      expect(new Set(names).size).toBe(1003);
      expect(names.slice(-2)).toEqual(['late', 'engineering']);
    });

    it('refuses a cursor that is not its own', async () => {
      const database = await databases.create(id);
      const reader = new DirectoryReader(database);

      for (const cursor of ['nonsense', 'W10', 'bnVsbA']) {
        await expect(reader.listPage({ cursor })).rejects.toThrow('cursor');
      }
    });

    it('leaves out groups that do not count, also as children and memberships', async () => {
      const database = await databases.create(id);
      const reader = new DirectoryReader(database);
      const okta = await addConnection(database, 'Okta');
      const mara = await addUser(database, 'mara');
      const synced = await addGroup(database, 'Synced', {
        connection: okta,
        members: [mara],
      });
      const local = await addGroup(database, 'Local', { members: [synced] });
      await database.knex('connections').update({ status: 'paused' });

      const { users: people, nextCursor } = await reader.listPage();
      const { groups } = await reader.listPage({ cursor: nextCursor });

      expect(people).toEqual([
        expect.objectContaining({ entityName: 'mara', groups: [] }),
      ]);
      expect(groups).toEqual([
        expect.objectContaining({ id: local.uuid, children: [] }),
      ]);
    });
  });
});
