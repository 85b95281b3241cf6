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
  changeMembers,
} from '../__testUtils__/directoryWorld';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';
import { GroupStore } from './GroupStore';

jest.setTimeout(60_000);

const groups = new GroupStore();

async function memberNames(database: ScimDatabase, groupId: number) {
  const members = await groups.membersOf(database.knex, [groupId]);
  return members.get(groupId)!.map(({ display }) => display);
}

async function touched(database: ScimDatabase, revision: number) {
  const rows = await database
    .knex('change_feed')
    .where({ revision })
    .orderBy('id');
  return rows.map(row => `${row.kind}:${row.entity_name}`).sort();
}

describe('GroupStore', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function createWorld() {
      const database = await databases.create(id);
      const ann = await addUser(database, 'ann');
      const ben = await addUser(database, 'ben');
      const cleo = await addUser(database, 'cleo');
      const team = await addGroup(database, 'Platform Engineering', {
        members: [ann],
      });
      return { database, ann, ben, cleo, team };
    }

    it('applies the steps of a change in order', async () => {
      const { database, ann, ben, cleo, team } = await createWorld();

      await changeMembers(
        database,
        team,
        { op: 'add', ids: [ben.uuid, cleo.uuid] },
        { op: 'remove', ids: [ben.uuid] },
      );
      expect(await memberNames(database, team.id)).toEqual(['ann', 'cleo']);

      await changeMembers(
        database,
        team,
        { op: 'replace', ids: [ben.uuid] },
        { op: 'add', ids: [ann.uuid] },
        { op: 'removeMatching', matches: ({ display }) => display === 'ben' },
      );
      expect(await memberNames(database, team.id)).toEqual(['ann']);

      await changeMembers(database, team, { op: 'clear' });
      expect(await memberNames(database, team.id)).toEqual([]);
    });

    it('raises the version once for what really changes and touches the people concerned', async () => {
      const { database, ann, ben, team } = await createWorld();

      const changed = await changeMembers(database, team, {
        op: 'replace',
        ids: [ben.uuid],
      });

      expect(changed.version).toBe(2);
      expect(await touched(database, 5)).toEqual(['user:ann', 'user:ben']);

      const same = await changeMembers(
        database,
        team,
        { op: 'add', ids: [ben.uuid, ben.uuid, ann.uuid] },
        { op: 'remove', ids: [ann.uuid, 'nobody'] },
      );

      expect(same.version).toBe(2);
      expect(same.updated_at).toBe(changed.updated_at);
      expect((await database.knex('organization').first()).revision).toBe(5);
    });

    it('refuses unknown members and leaves everything as it was', async () => {
      const { database, ann, ben, team } = await createWorld();
      const unknown = '00000000-0000-4000-8000-000000000000';

      for (const ids of [[unknown], ['nobody'], [ben.uuid, unknown]]) {
        await expect(
          changeMembers(database, team, { op: 'add', ids }),
        ).rejects.toMatchObject({
          name: 'InputError',
          message: expect.stringContaining(ids[ids.length - 1]),
        });
      }
      await expect(
        changeMembers(
          database,
          team,
          { op: 'add', ids: [unknown] },
          { op: 'clear' },
        ),
      ).rejects.toThrow(unknown);
      await expect(
        addGroup(database, 'Other', { members: [ann, { uuid: unknown }] }),
      ).rejects.toThrow(unknown);

      expect(await memberNames(database, team.id)).toEqual(['ann']);
      expect(await database.knex('groups')).toHaveLength(1);
      expect((await database.knex('organization').first()).revision).toBe(4);
    });

    it('holds groups inside groups, but none inside itself', async () => {
      const { database, ann, team } = await createWorld();
      const parent = await addGroup(database, 'Engineering', {
        members: [team, ann],
      });

      expect(
        (await groups.membersOf(database.knex, [parent.id])).get(parent.id),
      ).toEqual([
        { value: ann.uuid, type: 'User', display: 'ann' },
        { value: team.uuid, type: 'Group', display: 'Platform Engineering' },
      ]);
      expect(await touched(database, 5)).toEqual([
        'group:engineering',
        'user:ann',
      ]);

      await expect(
        changeMembers(database, team, { op: 'add', ids: [team.uuid] }),
      ).rejects.toThrow('member of itself');

      await changeMembers(database, parent, { op: 'remove', ids: [team.uuid] });
      expect(await touched(database, 6)).toEqual(['group:engineering']);
    });

    it('makes people members of the organization again when an active group takes them in', async () => {
      const { database, ben, team } = await createWorld();
      const okta = await addConnection(database, 'Okta');
      const paused = await addGroup(database, 'Paused', { connection: okta });
      await database.knex('connections').update({ status: 'paused' });
      await database.knex('users').update({ member: false });
      const isMember = async () =>
        Boolean(
          (await database.knex('users').where({ id: ben.id }).first()).member,
        );

      await changeMembers(database, paused, { op: 'add', ids: [ben.uuid] });
      expect(await isMember()).toBe(false);

      await changeMembers(database, team, { op: 'add', ids: [ben.uuid] });
      expect(await isMember()).toBe(true);

      await database.knex('users').update({ member: false });
      const again = await changeMembers(database, team, {
        op: 'add',
        ids: [ben.uuid],
      });
      expect(await isMember()).toBe(true);
      expect(again.version).toBe(2);
    });

    it('lets nobody in whom a pending connection has brought', async () => {
      const { database, team } = await createWorld();
      const okta = await addConnection(database, 'Okta');
      await database.knex('connections').update({ status: 'pending' });
      const zoe = await addUser(database, 'zoe', {
        connection: { ...okta, status: 'pending' },
      });

      await changeMembers(database, team, { op: 'add', ids: [zoe.uuid] });

      const { member } = await database
        .knex('users')
        .where({ id: zoe.id })
        .first();
      expect(Boolean(member)).toBe(false);
    });

    it('links a local team that a connection adds, with the members the connection names', async () => {
      const { database, ben, team } = await createWorld();
      const okta = await addConnection(database, 'Okta');

      const linked = await addGroup(database, 'platform engineering', {
        connection: okta,
        members: [ben],
      });

      expect(linked).toMatchObject({
        uuid: team.uuid,
        connection_id: okta.id,
        display_name: 'platform engineering',
        entity_name: 'platform-engineering',
        version: 2,
      });
      expect(await memberNames(database, team.id)).toEqual(['ben']);
      for (const connection of [okta, undefined]) {
        await expect(
          addGroup(database, 'Platform Engineering', { connection }),
        ).rejects.toMatchObject({ name: 'ConflictError' });
      }
    });

    it('touches members and the groups around it when a group goes', async () => {
      const { database, team } = await createWorld();
      await addGroup(database, 'Engineering', { members: [team] });

      await database.write(change => groups.remove(change, team));

      expect(await database.knex('group_members')).toEqual([]);
      expect(await database.knex('group_subgroups')).toEqual([]);
      expect(await touched(database, 6)).toEqual([
        'group:engineering',
        'group:platform-engineering',
        'user:ann',
      ]);
    });

    it('keeps everybody whom concurrent changes add', async () => {
      const database = await databases.create(id);
      const team = await addGroup(database, 'Engineering');
      const people = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          addUser(database, `user${index}`),
        ),
      );

      await Promise.all(
        people.map(({ uuid }) =>
          changeMembers(database, team, { op: 'add', ids: [uuid] }),
        ),
      );

      expect(await memberNames(database, team.id)).toHaveLength(20);
      expect((await groups.find(database.knex, team.uuid))?.version).toBe(21);
    });
  });
});
