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

import { startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

describe('attributes of SCIM answers', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      return { database, ...(await startScim(database)) };
    }

    it.each([
      ['attributes=userName', ['id', 'schemas', 'userName']],
      [
        'attributes=urn:ietf:params:scim:schemas:core:2.0:User:userName',
        ['id', 'schemas', 'userName'],
      ],
      [
        'excludedAttributes=meta,groups,id,active,name,urn:ietf:params:scim:schemas:extension:backstage:2.0:SyncState',
        ['id', 'schemas', 'userName'],
      ],
      ['attributes=password', ['id', 'schemas']],
    ])('shows for %s just %j', async (query, names) => {
      const { okta } = await start();
      const { body } = await okta.post('/Users', {
        userName: 'mara',
        name: { givenName: 'Mara', familyName: 'Lind' },
      });

      const shown = await okta.get(`/Users/${body.id}?${query}`);

      expect(Object.keys(shown.body).sort()).toEqual(names);
    });

    it('shows just the parts that are asked for', async () => {
      const { okta } = await start();
      const { body } = await okta.post('/Users', {
        userName: 'mara',
        name: { givenName: 'Mara', familyName: 'Lind' },
      });

      const shown = await okta.get(
        `/Users/${body.id}?attributes=name.GIVENNAME,meta.version`,
      );

      expect(shown.body).toMatchObject({
        name: { givenName: 'Mara' },
        meta: { version: 'W/"1"' },
      });
      expect(shown.body.name.familyName).toBeUndefined();
      expect(shown.body.meta.created).toBeUndefined();
    });

    it('does not read the members of a group that are not shown', async () => {
      const { okta, database } = await start();
      const { body: mara } = await okta.post('/Users', { userName: 'mara' });
      await okta.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: mara.id }],
      });
      const statements: string[] = [];
      database.knex.on('query', ({ sql }) => statements.push(sql));

      const without = await okta.get('/Groups?excludedAttributes=members');
      expect(without.body.Resources[0].members).toBeUndefined();
      expect(statements.join()).not.toContain('group_members');

      const full = await okta.get('/Groups');
      expect(full.body.Resources[0].members).toHaveLength(1);
      expect(statements.join()).toContain('group_members');
    });
  });
});
