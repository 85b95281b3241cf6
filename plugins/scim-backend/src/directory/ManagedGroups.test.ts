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

import { mockServices } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import {
  addConnection,
  addGroup,
  addUser,
  changeMembers,
} from '../__testUtils__/directoryWorld';
import { testDatabases } from '../__testUtils__/testDatabases';
import { AuditLog } from '../audit';
import { GroupStore } from './GroupStore';
import { ManagedGroups } from './ManagedGroups';

jest.setTimeout(60_000);

describe('ManagedGroups', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function createWorld(options: object = { role_sync: false }) {
      const database = await databases.create(id);
      const okta = await addConnection(database, 'Okta');
      await database.knex('connections').update(options);
      const audit = await AuditLog.create({
        database,
        config: mockServices.rootConfig(),
      });
      const groups = new GroupStore();
      return {
        database,
        okta,
        managed: new ManagedGroups({ database, audit, groups }),
      };
    }

    it('makes people members again when their waiting group becomes a team', async () => {
      const { database, okta, managed } = await createWorld();
      const ann = await addUser(database, 'ann', { connection: okta });
      const waiting = await addGroup(database, 'Sailors', {
        connection: { ...okta, linking: 'ask' },
        members: [ann],
      });
      await database.knex('users').update({ member: false });

      await managed.createTeam('user:default/admin', waiting.uuid);

      const { member } = await database.knex('users').first();
      expect(Boolean(member)).toBe(true);
    });

    it('holds role bindings once that a waiting group and its team both hold', async () => {
      const { database, okta, managed } = await createWorld();
      const team = await addGroup(database, 'Sailors');
      const waiting = await addGroup(database, 'Sailors', {
        connection: { ...okta, linking: 'ask' },
      });
      const [{ id: resourceId }] = await database
        .knex('resources')
        .insert({
          uuid: randomUUID(),
          type: 'cloud',
          name: 'c',
          ref: 'cloud/c',
        })
        .returning('id');
      for (const [groupId, role] of [
        [team.id, 'readonly'],
        [team.id, 'admin'],
        [waiting.id, 'readonly'],
      ]) {
        await database.knex('bindings').insert({
          resource_id: resourceId,
          role,
          group_id: groupId,
          created_at: new Date().toISOString(),
        });
      }

      await managed.link('user:default/admin', waiting.uuid, {
        groupId: team.uuid,
      });

      const bindings = await database.knex('bindings').orderBy('role');
      expect(bindings).toMatchObject([
        { group_id: waiting.id, role: 'admin' },
        { group_id: waiting.id, role: 'readonly' },
      ]);
    });

    it('gives and takes the roles that groups stand for, as a push would', async () => {
      const { database, okta } = await createWorld({
        role_sync: true,
        roles_from_groups: true,
      });
      const ann = await addUser(database, 'ann', { connection: okta });
      const auditors = await addGroup(database, 'Auditors', {
        connection: okta,
      });
      await database.knex('portal_roles').insert({
        uuid: randomUUID(),
        name: 'scim:Auditors',
        name_key: 'scim:auditors',
        version: 1,
        created_at: new Date().toISOString(),
      });
      const holders = () => database.knex('user_roles').pluck('user_id');

      // Nobody of the connection writes: an administrator does.
      await changeMembers(database, auditors, { op: 'add', ids: [ann.uuid] });
      expect(await holders()).toEqual([ann.id]);
      await changeMembers(database, auditors, { op: 'clear' });
      expect(await holders()).toEqual([]);
    });
  });
});
