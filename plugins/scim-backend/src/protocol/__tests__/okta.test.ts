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
  OKTA_TOKEN,
  scimClient,
  startScim,
} from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const newUser = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'mara@example.com',
  name: { givenName: 'Mara', familyName: 'Lind' },
  emails: [{ primary: true, value: 'mara@example.com', type: 'work' }],
  displayName: 'Mara Lind',
  locale: 'en-US',
  externalId: '00ujl29u0le5T6Aj10h7',
  groups: [],
  password: '1mz050nq',
  active: true,
};

describe('Okta', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      return { database, ...(await startScim(database)) };
    }

    it('asks whether the user is there, then creates them', async () => {
      const { okta } = await start();

      const asked = await okta.get(
        '/Users?filter=userName%20eq%20%22mara%40example.com%22&startIndex=1&count=100',
      );
      expect(asked.status).toBe(200);
      expect(asked.body.totalResults).toBe(0);

      const created = await okta.post('/Users', newUser);
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject({
        userName: 'mara@example.com',
        externalId: '00ujl29u0le5T6Aj10h7',
        active: true,
        groups: [],
      });
      expect(created.body.password).toBeUndefined();

      const again = await okta.post('/Users', newUser);
      expect(again.status).toBe(409);
      expect(again.body.scimType).toBe('uniqueness');
    });

    it('may send the token without `Bearer`', async () => {
      const { app } = await start();

      const { status } = await scimClient(app, OKTA_TOKEN).get('/Users');

      expect(status).toBe(200);
    });

    it('updates with GET and a PUT of the whole echoed resource', async () => {
      const { okta } = await start();
      const { body: mara } = await okta.post('/Users', newUser);
      await okta.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: mara.id, display: 'mara@example.com' }],
      });

      const echoed = (await okta.get(`/Users/${mara.id}`)).body;
      const same = await okta.put(`/Users/${mara.id}`, echoed);
      expect(same.status).toBe(200);
      expect(same.body).toEqual(echoed);

      const changed = await okta.put(`/Users/${mara.id}`, {
        ...echoed,
        name: { ...echoed.name, familyName: 'Berg' },
      });
      expect(changed.body.name.familyName).toBe('Berg');
      expect(changed.body.groups).toEqual(echoed.groups);
    });

    it('deactivates and reactivates without a path, never deletes', async () => {
      const { okta, database } = await start();
      const { body: mara } = await okta.post('/Users', newUser);
      const setActive = (active: boolean) =>
        okta.operations(`/Users/${mara.id}`, {
          op: 'replace',
          value: { active },
        });

      const off = await setActive(false);
      expect(off.status).toBe(200);
      expect(off.body.active).toBe(false);
      expect(await database.knex('users').first()).toMatchObject({
        member: expect.anything(),
      });
      const found = await okta.find('/Users', 'userName eq "mara@example.com"');
      expect(found.body.Resources[0].active).toBe(false);

      const on = await setActive(true);
      expect(on.body.active).toBe(true);
    });

    it('pushes a group: name beside each change, remove by filter and add in one PATCH', async () => {
      const { okta } = await start();
      const { body: mara } = await okta.post('/Users', newUser);
      const { body: zoe } = await okta.post('/Users', {
        ...newUser,
        userName: 'zoe@example.com',
        emails: [],
      });
      const { body: team } = await okta.post('/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName: 'Engineering',
        members: [],
      });

      const renamed = await okta.operations(`/Groups/${team.id}`, {
        op: 'replace',
        value: { id: team.id, displayName: 'Platform Engineering' },
      });
      expect(renamed.status).toBe(200);

      await okta.operations(`/Groups/${team.id}`, {
        op: 'add',
        path: 'members',
        value: [{ value: mara.id, display: 'mara@example.com' }],
      });
      const swapped = await okta.operations(
        `/Groups/${team.id}`,
        { op: 'remove', path: `members[value eq "${mara.id}"]` },
        {
          op: 'add',
          path: 'members',
          value: [{ value: zoe.id, display: 'zoe@example.com' }],
        },
      );
      expect(swapped.status).toBe(200);

      const group = (await okta.get(`/Groups/${team.id}`)).body;
      expect(group.displayName).toBe('Platform Engineering');
      expect(group.members.map(({ value }: any) => value)).toEqual([zoe.id]);
    });

    it('replaces all members, also by none', async () => {
      const { okta } = await start();
      const { body: mara } = await okta.post('/Users', newUser);
      const { body: zoe } = await okta.post('/Users', {
        ...newUser,
        userName: 'zoe@example.com',
        emails: [],
      });
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: mara.id }],
      });
      const replaceMembers = (value: object[]) =>
        okta.operations(`/Groups/${team.id}`, {
          op: 'replace',
          path: 'members',
          value,
        });
      const members = async () =>
        (await okta.get(`/Groups/${team.id}`)).body.members.map(
          ({ value }: any) => value,
        );

      await replaceMembers([{ value: zoe.id }]);
      expect(await members()).toEqual([zoe.id]);

      await replaceMembers([]);
      expect(await members()).toEqual([]);
    });
  });
});
