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
import { findUser } from '../access';
import { DirectoryReader } from './DirectoryReader';
import { toGroupSummary, toUserSummary } from './summaries';

jest.setTimeout(60_000);

describe('Namespaces of connections', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function twoNamespaces() {
      const database = await databases.create(id);
      const corp = await addConnection(database, 'Corp');
      const acme = {
        ...(await addConnection(database, 'Acme')),
        namespace: 'acme',
      };
      const ada = await addUser(database, 'ada@example.com', {
        connection: corp,
      });
      const other = await addUser(database, 'ada@acme.example', {
        connection: acme,
      });
      return { database, acme, ada, other };
    }

    it('let people and groups have the same name without a number', async () => {
      const { database, acme, ada, other } = await twoNamespaces();
      const team = await addGroup(database, 'Platform', { connection: acme });

      expect(toUserSummary(ada).entityRef).toBe('user:default/ada');
      expect(toUserSummary(other).entityRef).toBe('user:acme/ada');
      expect(toGroupSummary(team).entityRef).toBe('group:acme/platform');
      expect(await database.knex('directory_conflicts')).toEqual([]);
    });

    it('count within themselves', async () => {
      const { database, acme } = await twoNamespaces();

      const third = await addUser(database, 'ada@third.example', {
        connection: acme,
      });

      expect(toUserSummary(third).entityRef).toBe('user:acme/ada-2');
    });

    it('tell people apart who are asked for by reference, whatever the case', async () => {
      const { database, ada, other } = await twoNamespaces();
      const find = (reference: string) => findUser(database.knex, reference);

      expect((await find('user:default/ada'))?.uuid).toBe(ada.uuid);
      expect((await find('User:Acme/Ada'))?.uuid).toBe(other.uuid);
      expect(await find('user:elsewhere/ada')).toBeUndefined();
      expect(await find('user:acme\0/ada')).toBeUndefined();
    });

    it('reach the change feed', async () => {
      const { database } = await twoNamespaces();

      const { changes } = await new DirectoryReader(database).listChanges({
        since: 0,
      });

      expect(changes.map(({ entityName }) => entityName)).toEqual([
        'ada',
        'acme/ada',
      ]);
    });

    it('stay with people whose connection gets another', async () => {
      const { database, acme, other } = await twoNamespaces();
      await database
        .knex('connections')
        .where({ id: acme.id })
        .update({ namespace: 'new' });

      const found = await findUser(database.knex, other.uuid);

      expect(toUserSummary(found!).entityRef).toBe('user:acme/ada');
    });
  });
});
