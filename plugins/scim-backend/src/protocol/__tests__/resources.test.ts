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

import { SCIM_BASE_URL, startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const ERROR = ['urn:ietf:params:scim:api:messages:2.0:Error'];
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('SCIM resources', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      return { database, ...(await startScim(database)) };
    }

    it('creates, reads, replaces and removes a user', async () => {
      const { okta, database } = await start();

      const created = await okta.post('/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        id: UNKNOWN_ID,
        userName: 'mara@example.com',
        externalId: 'ext-1',
        name: { givenName: 'Mara', familyName: 'Lind' },
        emails: [{ value: 'mara@example.com', type: 'work', primary: true }],
        password: 'secret',
      });

      const { id: userId } = created.body;
      const location = `${SCIM_BASE_URL}/Users/${userId}`;
      expect(created.status).toBe(201);
      expect(created.headers).toMatchObject({
        location,
        'content-location': location,
        etag: 'W/"1"',
        'content-type': 'application/scim+json; charset=utf-8',
      });
      expect(userId).not.toBe(UNKNOWN_ID);
      expect(created.body).toEqual({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        id: userId,
        externalId: 'ext-1',
        userName: 'mara@example.com',
        name: { givenName: 'Mara', familyName: 'Lind' },
        emails: [{ value: 'mara@example.com', type: 'work', primary: true }],
        active: true,
        groups: [],
        meta: {
          resourceType: 'User',
          created: expect.any(String),
          lastModified: expect.any(String),
          location,
          version: 'W/"1"',
        },
      });
      expect(created.body.meta.lastModified).toBe(created.body.meta.created);
      expect(JSON.stringify(await database.knex('users'))).not.toContain(
        'secret',
      );

      const read = await okta.get(`/Users/${userId}`);
      expect(read.status).toBe(200);
      expect(read.body).toEqual(created.body);
      expect(read.headers['content-location']).toBe(location);

      const replaced = await okta.put(`/Users/${userId}`, {
        ...read.body,
        title: 'Engineer',
      });
      expect(replaced.status).toBe(200);
      expect(replaced.headers).toMatchObject({
        etag: 'W/"2"',
        'content-location': location,
      });
      expect(replaced.body).toMatchObject({ title: 'Engineer', id: userId });

      expect((await okta.delete(`/Users/${userId}`)).status).toBe(204);
      expect((await okta.get(`/Users/${userId}`)).status).toBe(404);
      expect((await okta.delete(`/Users/${userId}`)).status).toBe(404);
      expect((await okta.get('/Users')).body.totalResults).toBe(0);
      expect(
        (await database.knex('audit_log').orderBy('seq')).map(row => [
          row.actor,
          row.action,
        ]),
      ).toEqual([
        ['connection:Okta', 'user.create'],
        ['connection:Okta', 'user.replace'],
        ['connection:Okta', 'user.delete'],
      ]);
    });

    it.each([
      ['/Users', { userName: 'mara' }],
      ['/Groups', { displayName: 'Engineering' }],
    ])('a name in %s is free once nobody has it', async (path, body) => {
      const { okta } = await start();
      const { body: first } = await okta.post(path, body);
      await okta.delete(`${path}/${first.id}`);

      const again = await okta.post(path, body);

      expect(again.status).toBe(201);
      expect(again.body.id).not.toBe(first.id);
    });

    it('keeps a deactivated user deactivated when a PUT does not speak of it', async () => {
      const { okta } = await start();
      const { body } = await okta.post('/Users', {
        userName: 'mara',
        active: false,
      });

      const put = await okta.put(`/Users/${body.id}`, {
        userName: 'mara',
        title: 'Engineer',
      });

      expect(put.body).toMatchObject({ title: 'Engineer', active: false });
    });

    it('keeps a deactivated user deactivated when a PATCH takes `active` away', async () => {
      const { okta } = await start();
      const { body } = await okta.post('/Users', {
        userName: 'mara',
        active: false,
      });

      const patched = await okta.operations(`/Users/${body.id}`, {
        op: 'remove',
        path: 'active',
      });

      expect(patched.body.active).toBe(false);
    });

    it('empties a group with a PUT without members', async () => {
      const { okta } = await start();
      const { body: mara } = await okta.post('/Users', { userName: 'mara' });
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: mara.id }],
      });
      expect(team.members).toEqual([
        {
          value: mara.id,
          $ref: `${SCIM_BASE_URL}/Users/${mara.id}`,
          type: 'User',
          display: 'mara',
        },
      ]);
      expect((await okta.get(`/Users/${mara.id}`)).body.groups).toEqual([
        {
          value: team.id,
          $ref: `${SCIM_BASE_URL}/Groups/${team.id}`,
          display: 'Engineering',
          type: 'direct',
        },
      ]);

      const put = await okta.put(`/Groups/${team.id}`, {
        displayName: 'Engineering',
      });

      expect(put.status).toBe(200);
      expect(put.body.members).toEqual([]);
      expect(put.headers.etag).toBe('W/"2"');
    });

    it('never creates with PUT', async () => {
      const { okta, revision } = await start();

      const { status } = await okta.put(`/Users/${UNKNOWN_ID}`, {
        userName: 'mara',
      });

      expect(status).toBe(404);
      expect(await revision()).toBe(0);
    });

    it('lets a write through only if the client knows the present version', async () => {
      const { okta, revision } = await start();
      const { body } = await okta.post('/Users', { userName: 'mara' });
      const path = `/Users/${body.id}`;

      for (const stale of [
        okta.put(path, { userName: 'zoe' }).set('If-Match', 'W/"0"'),
        okta.delete(path).set('If-Match', '"7"'),
        okta.put(path, { userName: 'zoe' }).set('If-None-Match', '*'),
      ]) {
        const { status, body: error } = await stale;
        expect(status).toBe(412);
        expect(error).toMatchObject({ schemas: ERROR, status: '412' });
      }
      expect(await revision()).toBe(1);

      const known = await okta
        .put(path, { userName: 'zoe' })
        .set('If-Match', 'W/"1"');
      expect(known.status).toBe(200);
    });

    it('sends nothing to a client that has the present version', async () => {
      const { okta } = await start();
      const { body } = await okta.post('/Users', { userName: 'mara' });

      const same = await okta
        .get(`/Users/${body.id}`)
        .set('If-None-Match', 'W/"1"');
      const other = await okta
        .get(`/Users/${body.id}`)
        .set('If-None-Match', 'W/"0"');

      expect(same.status).toBe(304);
      expect(same.headers.etag).toBe('W/"1"');
      expect(other.status).toBe(200);
    });

    it('records each write that changes something, in few words, and no other', async () => {
      const { okta, database } = await start();
      const { body: mara } = await okta.post('/Users', { userName: 'mara' });
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
      });
      const add = {
        op: 'add',
        path: 'members',
        value: [{ value: mara.id }],
      };
      await okta.operations(`/Groups/${team.id}`, add);
      await okta.operations(`/Groups/${team.id}`, add);
      await okta.put(`/Users/${mara.id}`, { userName: 'mara' });
      await okta.operations(`/Users/${mara.id}`, {
        op: 'replace',
        value: { active: false },
      });

      const entries = await database.knex('audit_log').orderBy('seq');
      expect(
        entries.map(({ action, target, detail }) => [
          action,
          target,
          JSON.parse(detail),
        ]),
      ).toEqual([
        [
          'user.create',
          'user:default/mara',
          { id: mara.id, userName: 'mara', linked: false },
        ],
        [
          'group.create',
          'group:default/engineering',
          {
            id: team.id,
            displayName: 'Engineering',
            membersAdded: 0,
            membersRemoved: 0,
            linked: false,
          },
        ],
        [
          'group.patch',
          'group:default/engineering',
          {
            id: team.id,
            displayName: 'Engineering',
            membersAdded: 1,
            membersRemoved: 0,
          },
        ],
        [
          'user.patch',
          'user:default/mara',
          { id: mara.id, userName: 'mara', active: false },
        ],
      ]);
    });

    it('keeps everybody whom 50 concurrent PATCHes add to one group', async () => {
      const { okta, revision } = await start();
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
      });
      const ids: string[] = [];
      for (let index = 0; index < 50; index++) {
        const { body } = await okta.post('/Users', {
          userName: `user${index}`,
        });
        ids.push(body.id);
      }

      const answers = await Promise.all(
        ids.map(value =>
          okta.operations(`/Groups/${team.id}`, {
            op: 'add',
            path: 'members',
            value: [{ value }],
          }),
        ),
      );

      expect(new Set(answers.map(({ status }) => status))).toEqual(
        new Set([200]),
      );
      const { body } = await okta.get(`/Groups/${team.id}`);
      expect(body.members.map(({ value }: any) => value).sort()).toEqual(
        ids.sort(),
      );
      expect(body.meta.version).toBe('W/"51"');
      expect(await revision()).toBe(101);
    });
  });
});
