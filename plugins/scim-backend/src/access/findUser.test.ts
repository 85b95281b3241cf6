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
import { findUser } from './findUser';

jest.setTimeout(60_000);

describe('findUser', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      await buildWorld(database, {
        users: ['Mara@example.com', 'two@example.com', 'three@example.com'],
      });
      const find = async (reference: string) =>
        (await database.read(tx => findUser(tx, reference)))?.user_name;
      return { database, find };
    }

    it('takes an id, an entity reference, a user name or an email', async () => {
      const { database, find } = await start();
      const { uuid } = await database
        .knex('users')
        .where({ email: 'Mara@example.com' })
        .first();
      await database
        .knex('users')
        .where({ uuid })
        .update({ user_name: 'MV', user_name_key: 'mv' });

      for (const reference of [
        uuid,
        'user:default/mara',
        'User:Default/Mara',
        'user:mara',
        'mv',
        'MV',
        'MARA@example.com',
      ]) {
        expect(await find(reference)).toBe('MV');
      }
    });

    it.each([
      'mara',
      'user:other/mara',
      'user:default/nobody',
      'user:',
      'user:default/',
      'group:default/mara',
      '00000000-0000-4000-8000-000000000000',
      'Mara@example.com\0',
      '',
    ])('knows nobody by %j', async reference => {
      const { find } = await start();
      expect(await find(reference)).toBeUndefined();
    });

    it('prefers a user name to an email, and does not guess between emails', async () => {
      const { database, find } = await start();
      await database
        .knex('users')
        .whereNot({ email: 'Mara@example.com' })
        .update({ email: 'mara@example.com', email_key: 'mara@example.com' });
      expect(await find('mara@example.com')).toBe('Mara@example.com');

      await database.knex('users').update({ email_key: 'shared@example.com' });
      await expect(find('shared@example.com')).rejects.toThrow(
        "Several people have the email 'shared@example.com'; give the user name instead.",
      );
    });
  });
});
