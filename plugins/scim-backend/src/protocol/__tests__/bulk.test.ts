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

const REQUEST = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];
const PATCH = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
const ERROR = ['urn:ietf:params:scim:api:messages:2.0:Error'];
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('/Bulk', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      const scim = await startScim(database);
      const bulk = async (
        operations: object[],
        options: { failOnErrors?: number } = {},
      ) => {
        const { status, body } = await scim.okta.post('/Bulk', {
          schemas: REQUEST,
          ...options,
          Operations: operations,
        });
        expect(status).toBe(200);
        expect(body.schemas).toEqual([
          'urn:ietf:params:scim:api:messages:2.0:BulkResponse',
        ]);
        return body.Operations;
      };
      return { database, ...scim, bulk };
    }

    const user = (bulkId: string, data: object = {}) => ({
      method: 'POST',
      path: '/Users',
      bulkId,
      data: { userName: bulkId, ...data },
    });
    const group = (bulkId: string, ...members: string[]) => ({
      method: 'POST',
      path: '/Groups',
      bulkId,
      data: {
        displayName: bulkId,
        members: members.map(value => ({ value })),
      },
    });

    it('creates, replaces, changes and removes in one request', async () => {
      const { okta, bulk } = await start();
      const { body: ann } = await okta.post('/Users', { userName: 'ann' });
      const { body: ben } = await okta.post('/Users', { userName: 'ben' });
      const { body: cleo } = await okta.post('/Users', { userName: 'cleo' });

      const results = await bulk([
        user('dora'),
        {
          method: 'put',
          path: `/Users/${ann.id}`,
          version: 'W/"1"',
          data: { userName: 'ann', title: 'Engineer' },
        },
        {
          method: 'PATCH',
          path: `Users/${ben.id}`,
          bulkId: 'patching',
          data: {
            schemas: PATCH,
            Operations: [{ op: 'add', path: 'title', value: 'Director' }],
          },
        },
        { method: 'DELETE', path: `/Users/${cleo.id}` },
      ]);

      const { body: dora } = await okta.find('/Users', 'userName eq "dora"');
      expect(results).toEqual([
        {
          method: 'POST',
          bulkId: 'dora',
          location: `${SCIM_BASE_URL}/Users/${dora.Resources[0].id}`,
          version: 'W/"1"',
          status: '201',
        },
        {
          method: 'PUT',
          location: `${SCIM_BASE_URL}/Users/${ann.id}`,
          version: 'W/"2"',
          status: '200',
        },
        {
          method: 'PATCH',
          bulkId: 'patching',
          location: `${SCIM_BASE_URL}/Users/${ben.id}`,
          version: 'W/"2"',
          status: '200',
        },
        {
          method: 'DELETE',
          location: `${SCIM_BASE_URL}/Users/${cleo.id}`,
          status: '204',
        },
      ]);
      expect((await okta.get(`/Users/${ben.id}`)).body.title).toBe('Director');
      expect((await okta.get(`/Users/${cleo.id}`)).status).toBe(404);
    });

    it('resolves references to what comes earlier and later', async () => {
      const { okta, bulk } = await start();
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Existing',
      });

      const results = await bulk([
        {
          method: 'PATCH',
          path: `/Groups/${team.id}`,
          data: {
            schemas: PATCH,
            Operations: [
              { op: 'add', path: 'members', value: [{ value: 'bulkId:ann' }] },
            ],
          },
        },
        group('outer', 'bulkId:inner', 'bulkId:ben'),
        group('inner', 'bulkId:ann'),
        user('ann'),
        user('ben', { [ENTERPRISE]: { manager: { value: 'bulkId:ann' } } }),
        {
          method: 'PATCH',
          path: '/Users/bulkId:ben',
          data: {
            schemas: PATCH,
            Operations: [{ op: 'add', path: 'title', value: 'Engineer' }],
          },
        },
      ]);

      expect(results.map(({ status }: any) => status)).toEqual([
        '200',
        '201',
        '201',
        '201',
        '201',
        '200',
      ]);
      const [patched, outer, inner, ann, ben] = await Promise.all(
        results.map(async ({ location }: any) => {
          const { body } = await okta.get(location.slice(SCIM_BASE_URL.length));
          return body;
        }),
      );
      const members = (resource: any) =>
        resource.members.map(({ value }: any) => value).sort();
      expect(members(patched)).toEqual([ann.id]);
      expect(members(outer)).toEqual([inner.id, ben.id].sort());
      expect(members(inner)).toEqual([ann.id]);
      expect(ben[ENTERPRISE].manager.value).toBe(ann.id);
      expect(ben.title).toBe('Engineer');
    });

    it('resolves references that go round in a circle', async () => {
      const { okta, bulk } = await start();

      const results = await bulk([
        group('one', 'bulkId:two'),
        group('two', 'bulkId:three'),
        group('three', 'bulkId:one'),
        user('ann', { [ENTERPRISE]: { manager: { value: 'bulkId:ben' } } }),
        user('ben', { [ENTERPRISE]: { manager: { value: 'bulkId:ann' } } }),
      ]);

      const read = await Promise.all(
        results.map(async ({ location, status, version }: any) => {
          expect(status).toBe('201');
          const { body } = await okta.get(location.slice(SCIM_BASE_URL.length));
          expect(version).toBe(body.meta.version);
          return body;
        }),
      );
      const [one, two, three, ann, ben] = read;
      expect(one.members[0].value).toBe(two.id);
      expect(two.members[0].value).toBe(three.id);
      expect(three.members[0].value).toBe(one.id);
      expect(ann[ENTERPRISE].manager.value).toBe(ben.id);
      expect(ben[ENTERPRISE].manager.value).toBe(ann.id);
    });

    it('creates a circle as a whole or not at all', async () => {
      const { okta, bulk, revision } = await start();
      await okta.post('/Groups', { displayName: 'three' });
      const before = await revision();

      const results = await bulk([
        group('one', 'bulkId:two'),
        group('two', 'bulkId:three', 'bulkId:ann'),
        group('three', 'bulkId:one'),
        group('outside', 'bulkId:one'),
        user('ann'),
        group('itself', 'bulkId:itself'),
      ]);

      expect(
        results.map(({ status, location }: any) => [status, Boolean(location)]),
      ).toEqual([
        ['409', false],
        ['409', false],
        ['409', false],
        ['409', false],
        ['201', true],
        ['400', false],
      ]);
      expect(results[2].response.scimType).toBe('uniqueness');
      expect(await revision()).toBe(before + 1);
      const { body } = await okta.get('/Groups');
      expect(body.totalResults).toBe(1);
    });

    it('goes on after errors, each told where it happened', async () => {
      const { okta, bulk, revision } = await start();
      const { body: ann } = await okta.post('/Users', { userName: 'ann' });
      const before = await revision();

      const results = await bulk([
        user('ann'),
        group('team', 'bulkId:ann'),
        group('strangers', 'bulkId:nobody'),
        { method: 'GET', path: '/Users' },
        { method: 'POST', path: '/Users', data: { userName: 'x' } },
        { method: 'POST', path: '/Schemas', bulkId: 's', data: {} },
        { method: 'DELETE', path: `/Users/${UNKNOWN_ID}` },
        {
          method: 'PUT',
          path: `/Users/${ann.id}`,
          version: 'W/"7"',
          data: { userName: 'ann' },
        },
        user('zoe'),
        user('zoe'),
      ]);

      expect(
        results.map(({ status, response }: any) => [
          status,
          response?.scimType,
        ]),
      ).toEqual([
        ['409', 'uniqueness'],
        ['409', undefined],
        ['400', 'invalidValue'],
        ['400', 'invalidValue'],
        ['400', 'invalidSyntax'],
        ['400', 'invalidPath'],
        ['404', undefined],
        ['412', undefined],
        ['201', undefined],
        ['400', 'invalidValue'],
      ]);
      expect(results[0]).toEqual({
        method: 'POST',
        bulkId: 'ann',
        status: '409',
        response: {
          schemas: ERROR,
          status: '409',
          scimType: 'uniqueness',
          detail: expect.any(String),
        },
      });
      expect(results[6].location).toBe(`${SCIM_BASE_URL}/Users/${UNKNOWN_ID}`);
      expect(await revision()).toBe(before + 1);
    });

    it('ends when there are as many errors as the client accepts', async () => {
      const { bulk, okta } = await start();
      const wrong = { method: 'DELETE', path: `/Users/${UNKNOWN_ID}` };

      const results = await bulk(
        [user('ann'), wrong, user('ben'), wrong, user('cleo')],
        { failOnErrors: 2 },
      );

      expect(results.map(({ status }: any) => status)).toEqual([
        '201',
        '404',
        '201',
        '404',
      ]);
      const { body } = await okta.find('/Users', 'userName eq "cleo"');
      expect(body.totalResults).toBe(0);
    });

    it('goes on to its end if no number of errors ends it', async () => {
      const { bulk } = await start();
      const wrong = { method: 'DELETE', path: `/Users/${UNKNOWN_ID}` };

      for (const options of [{}, { failOnErrors: 0 }]) {
        const results = await bulk([wrong, wrong, wrong], options);
        expect(results).toHaveLength(3);
      }
    });

    it.each([
      ['no schema', { Operations: [user('ann')] }, 400],
      ['no operations', { schemas: REQUEST }, 400],
      ['an empty list', { schemas: REQUEST, Operations: [] }, 400],
      ['no objects', { schemas: REQUEST, Operations: [1] }, 400],
      [
        'an operation that is too wide',
        {
          schemas: REQUEST,
          Operations: [
            user('ann'),
            Object.fromEntries(
              Array.from({ length: 1001 }, (_, i) => [`a${i}`, 1]),
            ),
          ],
        },
        400,
      ],
      [
        'a wrong failOnErrors',
        { schemas: REQUEST, failOnErrors: -1, Operations: [user('ann')] },
        400,
      ],
      [
        'too many operations',
        {
          schemas: REQUEST,
          Operations: Array.from({ length: 1001 }, () => user('ann')),
        },
        413,
      ],
      [
        'too much text',
        { schemas: REQUEST, Operations: [user('x'.repeat(11_000_000))] },
        413,
      ],
    ])('refuses %s as a whole', async (_, body, status) => {
      const { okta, revision } = await start();

      const answer = await okta.post('/Bulk', body);

      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({
        schemas: ERROR,
        status: String(status),
      });
      expect(await revision()).toBe(0);
    });

    it.each([-1, 1.5, 'two'])(
      'says what failOnErrors can be if it is %j',
      async failOnErrors => {
        const { okta } = await start();

        const { status, body } = await okta.post('/Bulk', {
          schemas: REQUEST,
          Operations: [user('ann')],
          failOnErrors,
        });

        expect(status).toBe(400);
        expect(body.detail).toBe(
          "'failOnErrors' must be a whole number from 0.",
        );
      },
    );

    it.each([
      [
        'maxOperations',
        Array.from({ length: 1001 }, () => user('ann')),
        '1000',
      ],
      ['maxPayloadSize', [user('x'.repeat(11_000_000))], '10485760'],
    ])('says which limit was exceeded: %s', async (limit, operations, is) => {
      const { okta } = await start();
      const { body: config } = await okta.get('/ServiceProviderConfig');

      const { status, body } = await okta.post('/Bulk', {
        schemas: REQUEST,
        Operations: operations,
      });

      expect(status).toBe(413);
      expect(String(config.bulk[limit])).toBe(is);
      expect(body.detail).toContain(limit);
      expect(body.detail).toContain(is);
    });
  });
});
