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
        'excludedAttributes=meta,groups,id,active,name',
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

    it('shows the sync state to whoever asks for it, and names its schema then', async () => {
      const { okta } = await start();
      const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
      const SYNC_STATE =
        'urn:ietf:params:scim:schemas:extension:backstage:2.0:SyncState';
      const { body: mara } = await okta.post('/Users', { userName: 'mara' });
      expect(mara.schemas).toEqual([USER]);
      expect(mara).not.toHaveProperty([SYNC_STATE]);

      const asked = await okta.get(
        `/Users/${mara.id}?attributes=${SYNC_STATE}`,
      );

      expect(asked.body).toEqual({
        schemas: [USER, SYNC_STATE],
        id: mara.id,
        [SYNC_STATE]: {
          connection: 'Okta',
          syncedAt: expect.any(String),
          entityRef: 'user:default/mara',
        },
      });
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

    it('shows just the elements that a filter in the name means', async () => {
      const { okta, database } = await start();
      const { body: ann } = await okta.post('/Users', {
        userName: 'ann',
        emails: [
          { value: 'ann@example.com', type: 'work' },
          { value: 'home@example.com', type: 'home,alone' },
        ],
      });
      const { body: ben } = await okta.post('/Users', { userName: 'ben' });
      const role = '40000000-0000-4000-8000-000000000001';
      await database.knex('portal_roles').insert({
        uuid: role,
        name: 'scim:Auditors',
        name_key: 'scim:auditors',
        created_at: new Date().toISOString(),
      });
      const members = [{ value: ann.id }, { value: ben.id }];
      await okta.put(`/Roles/${role}`, {
        displayName: 'scim:Auditors',
        members,
      });
      const ask = async (path: string, query: Record<string, string>) => {
        const { body } = await okta.get(
          `${path}?${new URLSearchParams(query)}`,
        );
        return body;
      };

      expect(
        await ask(`/Roles/${role}`, {
          attributes: `displayName,members[value eq "${ben.id}"].display`,
        }),
      ).toMatchObject({
        displayName: 'scim:Auditors',
        members: [{ display: 'ben' }],
      });
      const without = await ask('/Roles', {
        excludedAttributes: `members[value eq "${ben.id}"]`,
      });
      expect(without.Resources[0].members).toMatchObject([{ display: 'ann' }]);
      const home = await ask(`/Users/${ann.id}`, {
        attributes: 'emails[type eq "home,alone"].value',
      });
      expect(home.emails).toEqual([{ value: 'home@example.com' }]);
      expect(
        await ask(`/Users/${ann.id}`, { attributes: 'emails[type eq "x"]' }),
      ).not.toHaveProperty('emails');
      const wrong = await ask('/Roles', { attributes: 'members[nonsense' });
      expect(wrong).toMatchObject({ status: '400', scimType: 'invalidValue' });
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
