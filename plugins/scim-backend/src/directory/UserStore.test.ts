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
import {
  addConnection,
  addGroup,
  addUser,
} from '../__testUtils__/directoryWorld';
import { UserStore } from './UserStore';

jest.setTimeout(60_000);

const users = new UserStore();

describe('UserStore', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('finds a person by id, and nobody by anything that is no id', async () => {
      const database = await databases.create(id);
      const mara = await addUser(database, 'mara@example.com', {
        resource: { emails: [{ value: 'Mara@example.com', type: 'work' }] },
      });

      expect(await users.find(database.knex, mara.uuid)).toMatchObject({
        user_name: 'mara@example.com',
        email: 'Mara@example.com',
        email_key: 'mara@example.com',
        active: true,
        member: true,
        connection_id: null,
        entity_name: 'mara',
        version: 1,
      });
      for (const other of [
        '',
        'mara',
        mara.uuid.slice(1),
        "' or 1=1 --",
        '00000000-0000-4000-8000-000000000000',
      ]) {
        expect(await users.find(database.knex, other)).toBeUndefined();
      }
    });

    it.each([
      [{ displayName: 'Élodie' }, 'Élodie', { display_name_key: 'élodie' }],
      [
        { name: { givenName: 'Mara', familyName: 'Voss' } },
        'Mara Voss',
        { display_name_key: null, full_name_key: 'mara voss' },
      ],
      [
        { displayName: 'Mara', name: { formatted: 'Dr. Voss' } },
        'Mara',
        { display_name_key: 'mara', full_name_key: null },
      ],
      [
        { name: { formatted: 'Dr. Voss' } },
        'Dr. Voss',
        { full_name_key: 'dr. voss' },
      ],
      [{}, null, { display_name_key: null, full_name_key: null }],
    ])(
      'shows %j as %j, and lets it be searched',
      async (resource, name, keys) => {
        const database = await databases.create(id);
        expect(
          await addUser(database, 'mara@example.com', { resource }),
        ).toMatchObject({ display_name: name, ...keys });
      },
    );

    it('gives entities of one name a number each, and keeps them on a rename', async () => {
      const database = await databases.create(id);
      const first = await addUser(database, 'Mara@example.com');
      const second = await addUser(database, 'mara@example.org');
      const third = await addUser(database, 'mára@example.net');

      expect([first, second, third].map(user => user.entity_name)).toEqual([
        'mara',
        'mara-2',
        'mara-3',
      ]);
      const renamed = await database.write(change =>
        users.update(change, first, {
          resource: { userName: 'zoe@example.com', active: true },
        }),
      );
      expect(renamed).toMatchObject({
        user_name: 'zoe@example.com',
        entity_name: 'mara',
        version: 2,
      });
    });

    it('gives the entity name of a deleted person back to them, and to nobody else', async () => {
      const database = await databases.create(id);
      const zoe = await addUser(database, 'zoe@example.com');
      await database.write(change => users.remove(change, zoe));

      const other = await addUser(database, 'zoe@example.org');
      const again = await addUser(database, 'ZOE@example.com');

      expect(other.entity_name).toBe('zoe-2');
      expect(again.entity_name).toBe('zoe');
    });

    it('links somebody whose membership has ended without bringing it back', async () => {
      const database = await databases.create(id);
      const okta = await addConnection(database, 'Okta');
      await addUser(database, 'ann@example.com');
      await database.knex('users').update({ member: false });

      const ann = await addUser(database, 'ann@example.com', {
        connection: okta,
      });

      expect(ann).toMatchObject({ connection_id: okta.id, member: false });
    });

    it('links somebody unsynced whom a connection adds, by user name or email, and keeps their bindings', async () => {
      const database = await databases.create(id);
      const okta = await addConnection(database, 'Okta');
      const byName = await addUser(database, 'ann@example.com');
      const byEmail = await database.write(change =>
        users.addUnsyncedUser(change, { email: 'Ben@example.com' }),
      );
      await database.knex('resources').insert({
        id: 1,
        uuid: '3f0f0a52-6a3e-4a57-9f3f-1b1d6a3f0001',
        type: 'cloud',
        name: 'prod',
        ref: 'cloud/prod',
      });
      await database.knex('bindings').insert({
        resource_id: 1,
        role: 'owner',
        user_id: byEmail.id,
        created_at: new Date().toISOString(),
      });
      const ann = await addUser(database, 'ANN@example.com', {
        connection: okta,
      });
      const ben = await addUser(database, 'ben.long', {
        connection: okta,
        resource: { emails: [{ value: 'ben@EXAMPLE.com', primary: true }] },
      });

      expect(ann).toMatchObject({
        uuid: byName.uuid,
        user_name: 'ANN@example.com',
        connection_id: okta.id,
        member: true,
        version: 2,
      });
      expect(ben).toMatchObject({
        uuid: byEmail.uuid,
        user_name: 'ben.long',
        connection_id: okta.id,
        entity_name: 'ben',
      });
      expect(await database.knex('bindings')).toEqual([
        expect.objectContaining({ user_id: byEmail.id, role: 'owner' }),
      ]);
    });

    it('refuses a user name that is taken, whatever its case', async () => {
      const database = await databases.create(id);
      const okta = await addConnection(database, 'Okta');
      const entra = await addConnection(database, 'Entra');
      await addUser(database, 'mara', { connection: okta });
      const zoe = await addUser(database, 'zoe', { connection: okta });

      for (const connection of [okta, entra, undefined]) {
        await expect(
          addUser(database, 'MARA', { connection }),
        ).rejects.toMatchObject({ name: 'ConflictError' });
      }
      await expect(
        database.write(change =>
          users.update(change, zoe, {
            resource: { userName: 'Mara' },
            connection: okta,
          }),
        ),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    });

    it('lets a connection change its own people and take over unsynced ones, no others', async () => {
      const database = await databases.create(id);
      const okta = await addConnection(database, 'Okta');
      const entra = await addConnection(database, 'Entra');
      const mara = await addUser(database, 'mara', { connection: okta });
      const local = await addUser(database, 'local');

      await expect(
        database.write(change =>
          users.update(change, mara, {
            resource: { userName: 'mara', title: 'X' },
            connection: entra,
          }),
        ),
      ).rejects.toMatchObject({ name: 'NotAllowedError' });
      for (const user of [mara, local]) {
        await expect(
          database.write(change => users.remove(change, user, entra)),
        ).rejects.toMatchObject({ name: 'NotAllowedError' });
      }
      const taken = await database.write(change =>
        users.update(change, local, {
          resource: local.resource,
          connection: entra,
        }),
      );
      expect(taken).toMatchObject({ connection_id: entra.id, version: 2 });
    });

    it('changes neither version nor revision when the resource is the same', async () => {
      const database = await databases.create(id);
      const mara = await addUser(database, 'mara', {
        resource: { name: { givenName: 'Mara', familyName: 'Lind' } },
      });

      const same = await database.write(change =>
        users.update(change, mara, {
          resource: {
            active: true,
            name: { familyName: 'Lind', givenName: 'Mara' },
            userName: 'mara',
          },
        }),
      );

      expect(same.version).toBe(1);
      expect((await database.knex('organization').first()).revision).toBe(1);
    });

    it('removes memberships and bindings with a person, and says so', async () => {
      const database = await databases.create(id);
      const mara = await addUser(database, 'mara');
      await addGroup(database, 'Engineering', { members: [mara] });

      await database.write(change => users.remove(change, mara));

      expect(await database.knex('users')).toEqual([]);
      expect(await database.knex('group_members')).toEqual([]);
      expect(
        await database.knex('change_feed').orderBy('id', 'desc').first(),
      ).toMatchObject({ kind: 'user', entity_name: 'mara', revision: 3 });
    });

    it.each([
      ['no userName', { userName: '  ' }, "'userName' is required"],
      ['a long userName', { userName: 'x'.repeat(256) }, '255 characters'],
      [
        'a long displayName',
        { displayName: 'x'.repeat(256) },
        '255 characters',
      ],
      ['a NUL character', { title: 'a\u0000b' }, 'NUL'],
      ['half a surrogate pair', { title: 'a\ud800b' }, 'surrogate'],
    ])('refuses %s', async (_, resource, message) => {
      const database = await databases.create(id);

      await expect(addUser(database, 'mara', { resource })).rejects.toThrow(
        message,
      );
      expect(await database.knex('users')).toEqual([]);
    });

    it('keeps text that only looks like an escape', async () => {
      const database = await databases.create(id);
      const title = 'C:\\u0000 and \\ud800 and 😀';

      const { uuid } = await addUser(database, 'mara', { resource: { title } });

      expect((await users.find(database.knex, uuid))?.resource).toMatchObject({
        title,
      });
    });
  });
});
