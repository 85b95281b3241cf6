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

import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import {
  OKTA_TOKEN,
  scimClient,
  SCIM_BASE_URL,
  startScim,
} from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const ERROR = ['urn:ietf:params:scim:api:messages:2.0:Error'];
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('the SCIM endpoint', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(options?: Parameters<typeof startScim>[1]) {
      const database = await databases.create(id);
      const scim = await startScim(database, options);
      return { database, ...scim };
    }

    describe('who may call', () => {
      it.each([
        ['no token', undefined],
        ['an unknown token', 'Bearer not-the-token'],
        ['an empty token', 'Bearer '],
        ['another scheme', `Basic ${OKTA_TOKEN}`],
      ])('answers 401 to %s', async (_, authorization) => {
        const { app, database } = await start();
        const sent = request(app).get('/api/scim/v2/Users');

        const { status, headers, body } = await (authorization
          ? sent.set('Authorization', authorization)
          : sent);

        expect(status).toBe(401);
        expect(headers['www-authenticate']).toContain('Bearer');
        expect(headers['content-type']).toContain('application/scim+json');
        expect(body).toEqual({
          schemas: ERROR,
          status: '401',
          detail: expect.any(String),
        });
        expect(await database.knex('audit_log')).toEqual([]);
      });

      it('answers 403 while the connection is paused', async () => {
        const { database, okta } = await start();
        await database.knex('connections').update({ status: 'paused' });

        const { status, body } = await okta.get('/Users');

        expect(status).toBe(403);
        expect(body.detail).toContain('paused');
      });

      it('lets administrators of the portal in, by name', async () => {
        const { app, database } = await start();
        const admin = scimClient(app, mockCredentials.user.header());

        expect((await admin.post('/Users', { userName: 'mara' })).status).toBe(
          201,
        );
        expect(await database.knex('users')).toEqual([
          expect.objectContaining({ connection_id: null }),
        ]);
        expect(await database.knex('audit_log')).toEqual([
          expect.objectContaining({
            actor: 'user:default/mock',
            action: 'user.create',
            target: 'user:default/mara',
          }),
        ]);
      });

      it('keeps everybody else out', async () => {
        const { app, revision } = await start({
          permission: AuthorizeResult.DENY,
        });
        const engineer = scimClient(app, mockCredentials.user.header());

        const answer = await engineer.post('/Users', { userName: 'mara' });

        expect(answer.status).toBe(403);
        expect(answer.body).toMatchObject({ schemas: ERROR, status: '403' });
        expect(await revision()).toBe(0);
      });

      it('lets a connection read what another provisions, not change it', async () => {
        const { okta, entra, revision } = await start();
        const { body: mara } = await okta.post('/Users', { userName: 'mara' });
        const { body: team } = await okta.post('/Groups', {
          displayName: 'Engineering',
        });
        const before = await revision();

        expect((await entra.get(`/Users/${mara.id}`)).status).toBe(200);
        for (const answer of [
          await entra.put(`/Users/${mara.id}`, { userName: 'zoe' }),
          await entra.operations(`/Users/${mara.id}`, {
            op: 'replace',
            value: { active: false },
          }),
          await entra.delete(`/Users/${mara.id}`),
          await entra.operations(`/Groups/${team.id}`, {
            op: 'add',
            path: 'members',
            value: [{ value: mara.id }],
          }),
          await entra.delete(`/Groups/${team.id}`),
        ]) {
          expect(answer.status).toBe(403);
          expect(answer.body).toMatchObject({ schemas: ERROR, status: '403' });
        }
        expect(await revision()).toBe(before);
      });
    });

    describe('one resource', () => {
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
          etag: 'W/"1"',
          'content-type': 'application/scim+json; charset=utf-8',
        });
        expect(userId).not.toBe(UNKNOWN_ID);
        expect(created.body).toEqual({
          schemas: [
            'urn:ietf:params:scim:schemas:core:2.0:User',
            'urn:ietf:params:scim:schemas:extension:backstage:2.0:SyncState',
          ],
          id: userId,
          externalId: 'ext-1',
          userName: 'mara@example.com',
          name: { givenName: 'Mara', familyName: 'Lind' },
          emails: [{ value: 'mara@example.com', type: 'work', primary: true }],
          active: true,
          groups: [],
          'urn:ietf:params:scim:schemas:extension:backstage:2.0:SyncState': {
            connection: 'Okta',
            syncedAt: expect.any(String),
            entityRef: 'user:default/mara',
          },
          meta: {
            resourceType: 'User',
            created: expect.any(String),
            lastModified: expect.any(String),
            location,
            version: 'W/"1"',
          },
        });
        expect(JSON.stringify(await database.knex('users'))).not.toContain(
          'secret',
        );

        const read = await okta.get(`/Users/${userId}`);
        expect(read.status).toBe(200);
        expect(read.body).toEqual(created.body);

        const replaced = await okta.put(`/Users/${userId}`, {
          ...read.body,
          title: 'Engineer',
        });
        expect(replaced.status).toBe(200);
        expect(replaced.headers.etag).toBe('W/"2"');
        expect(replaced.body).toMatchObject({ title: 'Engineer', id: userId });

        expect((await okta.delete(`/Users/${userId}`)).status).toBe(204);
        expect((await okta.get(`/Users/${userId}`)).status).toBe(404);
        expect((await okta.delete(`/Users/${userId}`)).status).toBe(404);
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
    });

    describe('which attributes are shown', () => {
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

    describe('listings', () => {
      async function startWithPeople() {
        const scim = await start();
        for (const name of ['Cleo', 'ann', 'Ben', 'dora', 'Emil']) {
          await scim.okta.post('/Users', {
            userName: `${name}@example.com`,
            displayName: name,
          });
        }
        return scim;
      }
      const namesOf = (body: any) =>
        body.Resources.map((user: any) => user.displayName);

      it('answers with a list message, also when there is nothing', async () => {
        const { okta } = await start();

        const { status, body } = await okta.find('/Users', 'userName eq "x"');

        expect(status).toBe(200);
        expect(body).toEqual({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
          totalResults: 0,
          startIndex: 1,
          itemsPerPage: 0,
          Resources: [],
        });
      });

      it('finds by user name without case, and by external id with case', async () => {
        const { okta } = await startWithPeople();
        await okta.post('/Users', { userName: 'fay', externalId: 'Ext' });

        const byName = await okta.find(
          '/Users',
          'userName EQ "CLEO@example.com"',
        );
        expect(namesOf(byName.body)).toEqual(['Cleo']);
        const byId = await okta.find('/Users', 'externalId eq "Ext"');
        expect(byId.body.totalResults).toBe(1);
        const otherCase = await okta.find('/Users', 'externalId eq "ext"');
        expect(otherCase.body.totalResults).toBe(0);
      });

      it('sorts and pages', async () => {
        const { okta } = await startWithPeople();

        const page = await okta.get(
          '/Users?sortBy=displayName&startIndex=2&count=2',
        );
        expect(namesOf(page.body)).toEqual(['Ben', 'Cleo']);
        expect(page.body).toMatchObject({
          totalResults: 5,
          startIndex: 2,
          itemsPerPage: 2,
        });
        const down = await okta.get(
          '/Users?sortBy=userName&sortOrder=descending&count=2',
        );
        expect(namesOf(down.body)).toEqual(['Emil', 'dora']);
      });

      it.each([
        ['startIndex=0', { startIndex: 1, itemsPerPage: 5 }],
        ['startIndex=-3&count=1', { startIndex: 1, itemsPerPage: 1 }],
        ['startIndex=9', { startIndex: 9, itemsPerPage: 0 }],
        ['count=0', { itemsPerPage: 0 }],
        ['count=-1', { itemsPerPage: 0 }],
        ['count=100000', { itemsPerPage: 5 }],
      ])('takes %s as the RFC says', async (query, expected) => {
        const { okta } = await startWithPeople();

        const { status, body } = await okta.get(`/Users?${query}`);

        expect(status).toBe(200);
        expect(body).toMatchObject({ totalResults: 5, ...expected });
      });

      it('searches by POST, in one type and in all', async () => {
        const { okta } = await startWithPeople();
        await okta.post('/Groups', { displayName: 'Cleo' });
        const search = {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
          filter: 'displayName sw "c"',
          attributes: ['displayName'],
          count: 10,
        };

        const people = await okta.post('/Users/.search', search);
        expect(people.status).toBe(200);
        expect(people.body.totalResults).toBe(1);
        const all = await okta.post('/.search', search);
        expect(all.body.totalResults).toBe(2);
        expect(all.body.Resources).toEqual([
          expect.objectContaining({ displayName: 'Cleo' }),
          expect.objectContaining({ displayName: 'Cleo' }),
        ]);
        const second = await okta.post('/.search', {
          ...search,
          startIndex: 2,
          count: 1,
        });
        expect(second.body).toMatchObject({ totalResults: 2, itemsPerPage: 1 });
        expect(second.body.Resources[0].schemas[0]).toContain('Group');
        const groupsOnly = await okta.post('/.search', {
          filter: 'members pr or displayName eq "Cleo"',
        });
        expect(groupsOnly.body.totalResults).toBe(1);
      });
    });

    describe('mistakes', () => {
      it.each([
        ['get', '/Users?filter=userName+eq', 400, 'invalidFilter'],
        ['get', '/Users?filter=nonsense+eq+"x"', 400, 'invalidFilter'],
        ['get', '/Users?filter=active+gt+true', 400, 'invalidFilter'],
        ['get', '/Users?filter=a&filter=b', 400, 'invalidFilter'],
        ['get', '/Users?sortBy=nonsense', 400, 'invalidPath'],
        ['get', '/Users?sortOrder=sideways', 400, 'invalidValue'],
        ['get', '/Users?count=many', 400, 'invalidValue'],
        ['get', '/Users/nobody', 404, undefined],
        ['get', `/Groups/${UNKNOWN_ID}`, 404, undefined],
        ['get', '/Nonsense', 404, undefined],
        ['get', '/', 404, undefined],
        ['get', '/Bulk', 501, undefined],
        ['get', '/Me', 501, undefined],
        ['get', '/Roles', 501, undefined],
        ['get', '/Schemas?filter=id+eq+"x"', 403, undefined],
        ['get', '/Schemas/nonsense', 404, undefined],
        ['get', '/Users/%E0%A4%A', 400, 'invalidSyntax'],
        ['delete', '/Users', 405, undefined],
        ['delete', '/ServiceProviderConfig', 405, undefined],
        ['get', '/.search', 405, undefined],
      ] as const)(
        'answers %s %s with %d %s',
        async (method, path, status, scimType) => {
          const { okta, revision } = await start();

          const answer = await okta[method](path);

          expect(answer.status).toBe(status);
          expect(answer.headers['content-type']).toContain(
            'application/scim+json',
          );
          expect(answer.body).toEqual({
            schemas: ERROR,
            status: String(status),
            ...(scimType && { scimType }),
            detail: expect.any(String),
          });
          expect(await revision()).toBe(0);
        },
      );

      it.each([
        ['malformed JSON', '{"userName": "mara"', 'invalidSyntax'],
        ['a list', '[]', 'invalidSyntax'],
        ['a text', '"mara"', 'invalidSyntax'],
        ['nothing', '', 'invalidSyntax'],
        ['no user name', '{"title": "x"}', 'invalidValue'],
        ['a wrong type', '{"userName": {"a": "b"}}', 'invalidValue'],
        ['a NUL', '{"userName": "a\\u0000"}', 'invalidValue'],
        [
          'a long name',
          JSON.stringify({ userName: 'x'.repeat(300) }),
          'invalidValue',
        ],
      ])('refuses %s as a user', async (_, body, scimType) => {
        const { okta, revision, logger } = await start();

        const answer = await okta.post('/Users', body);

        expect(answer.status).toBe(400);
        expect(answer.body).toMatchObject({ schemas: ERROR, scimType });
        expect(await revision()).toBe(0);
        expect(logger.error).not.toHaveBeenCalled();
      });

      it('refuses other media types and bodies that are too large', async () => {
        const { okta } = await start();

        const form = await okta.post('/Users', 'a=b').type('form');
        expect(form.status).toBe(415);
        expect(form.body.schemas).toEqual(ERROR);
        const large = await okta.post('/Users', {
          userName: 'x'.repeat(11 * 1024 * 1024),
        });
        expect(large.status).toBe(413);
        expect(large.body.schemas).toEqual(ERROR);
      });

      it('refuses a user name or group name that is taken', async () => {
        const { okta, entra, revision } = await start();
        await okta.post('/Users', { userName: 'mara' });
        await okta.post('/Groups', { displayName: 'Engineering' });

        for (const answer of [
          await okta.post('/Users', { userName: 'MARA' }),
          await entra.post('/Users', { userName: 'mara' }),
          await entra.post('/Groups', { displayName: 'engineering' }),
        ]) {
          expect(answer.status).toBe(409);
          expect(answer.body.scimType).toBe('uniqueness');
        }
        expect(await revision()).toBe(2);
      });

      it('refuses unknown members and unknown paths, and changes nothing', async () => {
        const { okta, revision } = await start();
        const { body: mara } = await okta.post('/Users', { userName: 'mara' });
        const { body: team } = await okta.post('/Groups', {
          displayName: 'Engineering',
          members: [{ value: mara.id }],
        });
        const before = (await okta.get(`/Groups/${team.id}`)).body;
        const revisionBefore = await revision();
        const rename = { op: 'replace', path: 'displayName', value: 'Other' };
        const clear = { op: 'remove', path: 'members' };

        for (const [operation, scimType] of [
          [
            { op: 'add', path: 'members', value: [{ value: UNKNOWN_ID }] },
            'invalidValue',
          ],
          [{ op: 'replace', path: 'nonsense', value: 'x' }, 'invalidPath'],
          [{ op: 'remove' }, 'noTarget'],
          [{ op: 'sideways', path: 'displayName' }, 'invalidSyntax'],
        ]) {
          const answer = await okta.operations(
            `/Groups/${team.id}`,
            rename,
            clear,
            operation as object,
          );
          expect(answer.body).toMatchObject({ scimType });
          expect(answer.status).toBe(400);
        }
        expect(
          (
            await okta.post('/Groups', {
              displayName: 'Other',
              members: [{ value: 'nobody' }],
            })
          ).body.scimType,
        ).toBe('invalidValue');

        expect((await okta.get(`/Groups/${team.id}`)).body).toEqual(before);
        expect(await revision()).toBe(revisionBefore);
      });
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
        new Set([204]),
      );
      const { body } = await okta.get(`/Groups/${team.id}`);
      expect(body.members.map(({ value }: any) => value).sort()).toEqual(
        ids.sort(),
      );
      expect(body.meta.version).toBe('W/"51"');
      expect(await revision()).toBe(101);
    });

    it('tells what it is and what it can do', async () => {
      const { okta } = await start();

      const config = await okta.get('/ServiceProviderConfig');
      expect(config.body).toMatchObject({
        patch: { supported: true },
        bulk: { supported: false, maxOperations: 0 },
        filter: { supported: true, maxResults: 1000 },
        etag: { supported: true },
      });
      const types = await okta.get('/ResourceTypes?count=0');
      expect(types.body.totalResults).toBe(2);
      const type = await okta.get('/ResourceTypes/Group');
      expect(type.body).toEqual(types.body.Resources[1]);
      const schemas = await okta.get('/Schemas');
      for (const schema of schemas.body.Resources) {
        const one = await okta.get(`/Schemas/${schema.id}`);
        expect(one.body).toEqual(schema);
      }
      expect(schemas.body.totalResults).toBe(4);
    });
  });
});
