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

import * as fc from 'fast-check';
import { OKTA_TOKEN, startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';
import { fuzzRuns } from '../__testUtils__/fuzzRuns';
import { startRawClient } from '../__testUtils__/rawClient';
import { watchTables } from '../__testUtils__/watchTables';

jest.setTimeout(120_000);

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const attribute = fc.constantFrom(
  'userName',
  'displayName',
  'active',
  'emails',
  'emails[type eq "work"].value',
  'emails.value',
  'name',
  'name.givenName',
  'members',
  'members[value eq "x"]',
  'members.value',
  'groups',
  'externalId',
  'id',
  'meta',
  'meta.created',
  'schemas',
  'password',
  'photos',
  'x509Certificates.value',
  'roles',
  ENTERPRISE,
  `${ENTERPRISE}:manager`,
  `${ENTERPRISE}:manager.value`,
  '__proto__',
  'constructor',
  'nonsense',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'False', 'x'.repeat(300), 'a\u0000b', '\ud800', 'ﬁ', 'İ'),
);
const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(attribute, fc.constantFrom('value', 'type', 'primary')),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;
const body = fc.oneof(
  value,
  fc.dictionary(attribute, value, { maxKeys: 5 }),
  fc.record({
    schemas: fc.constant([PATCH]),
    Operations: fc.array(
      fc.record(
        {
          op: fc.constantFrom('add', 'Replace', 'remove', 'sideways'),
          path: attribute,
          value,
        },
        { requiredKeys: ['op'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);
const comparison = fc
  .tuple(
    attribute,
    fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'le'),
    fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null)),
  )
  .map(([path, operator, literal]) =>
    [path, operator, JSON.stringify(literal)].join(' '),
  );
const filter = fc.oneof(
  comparison,
  text,
  attribute.map(path => `${path} pr`),
  fc.tuple(comparison, comparison).map(terms => terms.join(' and ')),
  comparison.map(term => `not (${term})`),
);

const SEARCH = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'];

/** Whatever a client sends, it gets an answer of SCIM, and never a 500. */
describe('nonsense', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    // Most inputs go to the engine that answers faster.
    const runs = (usual: number) =>
      fuzzRuns(id === 'SQLITE_3' ? usual : usual / 5);

    /**
     * An endpoint with a user and a group. `send` checks of each answer that it
     * is one of SCIM, and that no row differs after an error.
     */
    async function start() {
      const database = await databases.create(id);
      const { app, okta, logger } = await startScim(database);
      const { body: mara } = await okta.post('/Users', {
        userName: 'mara',
        emails: [{ value: 'mara@example.com', type: 'work' }],
      });
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: mara.id }],
      });
      const client = await startRawClient(app, OKTA_TOKEN);
      const tables = await watchTables(database);
      let before = await tables.digest();
      const send: typeof client.send = async request => {
        const answer = await client.send(request);
        expect(answer.status).toBeLessThan(500);
        expect(answer.contentType).toMatch(
          answer.body === undefined ? /^$/ : /^application\/scim\+json/,
        );
        const after = await tables.digest();
        if (answer.status >= 400) {
          expect(answer.body.status).toBe(String(answer.status));
          expect(after).toBe(before);
        }
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
        before = after;
        return answer;
      };
      const finish = async () => {
        await client.close();
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(logger.error).not.toHaveBeenCalled();
      };
      return { send, finish, mara, team };
    }

    it('in bodies is answered in SCIM, and changes nothing', async () => {
      const { send, finish, mara, team } = await start();
      const request = fc.tuple(
        fc.constantFrom('POST', 'PUT', 'PATCH'),
        fc.constantFrom('Users', 'Groups'),
      );

      await fc.assert(
        fc.asyncProperty(request, body, async ([method, type], sent) => {
          const target = type === 'Users' ? mara.id : team.id;
          const path = method === 'POST' ? `/${type}` : `/${type}/${target}`;
          await send({ method, path, body: JSON.stringify(sent) });
        }),
        { numRuns: runs(1500) },
      );
      await finish();
    });

    it('in bytes is answered in SCIM, and changes nothing', async () => {
      const { send, finish, mara, team } = await start();
      const whole = fc
        .tuple(fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 4 }), body)
        .map(([from, length, bytes, sent]) => {
          const written = Buffer.from(JSON.stringify(sent));
          const at = from % written.length;
          return Buffer.concat([
            written.subarray(0, at),
            bytes,
            written.subarray(at + (length % 8)),
          ]);
        });
      const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), whole);
      const escaped = fc
        .uint8Array({ maxLength: 20 })
        .map(some =>
          [...some]
            .map(byte => `%${byte.toString(16).padStart(2, '0')}`)
            .join(''),
        );
      const path = fc.oneof(
        fc.constantFrom(
          '/Users',
          '/Groups',
          `/Users/${mara.id}`,
          `/Groups/${team.id}`,
          '/Bulk',
          '/.search',
          '/Groups/.search',
        ),
        escaped.map(some => `/Users/${some}`),
        escaped.map(some => `/${some}`),
        escaped.map(some => `/Users?filter=userName+eq+%22${some}%22`),
        escaped.map(some => `/Groups?${some}=${some}&cursor=${some}`),
      );

      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('GET', 'POST', 'PUT', 'PATCH'),
          path,
          bytes,
          fc.constantFrom('application/scim+json', 'text/plain', '\u00ff;='),
          async (method, where, sent, type) => {
            await send({
              method,
              path: where,
              ...(method !== 'GET' && {
                body: sent,
                headers: { 'Content-Type': type },
              }),
            });
          },
        ),
        { numRuns: runs(2500) },
      );
      await finish();
    });

    it('in bulk requests is answered in SCIM, operation by operation', async () => {
      const { send, finish, mara } = await start();
      const reference = fc.constantFrom(
        'bulkId:1',
        'bulkId:2',
        'bulkId:',
        'bulkId:__proto__',
        mara.id,
      );
      const operation = fc.record(
        {
          method: fc.oneof(
            fc.constantFrom('POST', 'put', 'PATCH', 'DELETE'),
            value,
          ),
          path: fc.oneof(
            fc.constantFrom(
              '/Users',
              '/Groups',
              '/Bulk',
              '/',
              `/Users/${mara.id}`,
            ),
            reference.map(target => `/Groups/${target}`),
            value,
          ),
          bulkId: fc.oneof(fc.constantFrom('1', '2', '__proto__'), value),
          version: fc.oneof(fc.constant('W/"1"'), value),
          data: fc.oneof(
            body,
            fc.record({
              userName: text,
              displayName: text,
              members: fc.array(fc.record({ value: reference })),
              [ENTERPRISE]: fc.record({
                manager: fc.record({ value: reference }),
              }),
            }),
          ),
        },
        { requiredKeys: ['method', 'path'] },
      );

      await fc.assert(
        fc.asyncProperty(
          fc.array(operation, { minLength: 1, maxLength: 6 }),
          fc.option(fc.integer({ min: 1, max: 3 })),
          async (operations, failOnErrors) => {
            const answer = await send({
              method: 'POST',
              path: '/Bulk',
              body: JSON.stringify({
                schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
                Operations: operations,
                failOnErrors,
              }),
            });

            expect(answer.status).toBe(200);
            const results = answer.body.Operations;
            expect(results.length).toBeLessThanOrEqual(operations.length);
            for (const { status } of results) {
              expect(status).toMatch(/^(20[014]|4\d\d)$/);
            }
          },
        ),
        { numRuns: runs(700) },
      );
      await finish();
    });

    it('in queries is answered in SCIM, and changes nothing', async () => {
      const { send, finish } = await start();
      const query = fc.record(
        {
          filter,
          sortBy: fc.oneof(attribute, text),
          sortOrder: fc.constantFrom('ascending', 'descending', 'x'),
          startIndex: fc.oneof(fc.integer().map(String), text),
          count: fc.oneof(fc.integer().map(String), text),
          cursor: fc.oneof(
            text,
            fc.json().map(json => Buffer.from(json).toString('base64url')),
          ),
          attributes: fc.oneof(attribute, text),
          excludedAttributes: fc.oneof(attribute, text),
        },
        { requiredKeys: [] },
      );

      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('/Users', '/Groups', '/.search'),
          query,
          async (path, asked) => {
            await send(
              path === '/.search'
                ? {
                    method: 'POST',
                    path,
                    body: JSON.stringify({ schemas: SEARCH, ...asked }),
                  }
                : {
                    method: 'GET',
                    path: `${path}?${new URLSearchParams(asked)}`,
                  },
            );
          },
        ),
        { numRuns: runs(1500) },
      );
      await finish();
    });

    it('in ids and addresses is answered in SCIM', async () => {
      const { send, finish } = await start();

      for (const path of [
        '/Users/%00',
        '/Users/..%2f..%2f',
        `/Users/${'x'.repeat(5000)}`,
        '/Users/a/b',
        '/%00',
        '/Schemas/%00',
        '/users',
      ]) {
        const answer = await send({ method: 'GET', path });
        expect(answer.contentType).toContain('application/scim+json');
      }
      await finish();
    });

    it('as large as can be is answered in SCIM', async () => {
      const { send, finish, mara, team } = await start();
      const patch = (Operations: unknown[]) =>
        JSON.stringify({ schemas: [PATCH], Operations });
      const bulk = (Operations: unknown[]) =>
        JSON.stringify({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
          Operations,
        });
      const many = (count: number, make: (index: number) => unknown) =>
        Array.from({ length: count }, (_, index) => make(index));
      const size = 10 * 1024 * 1024;
      const user = { method: 'PUT', path: `/Users/${mara.id}` };
      const group = { method: 'PATCH', path: `/Groups/${team.id}` };
      const several = { method: 'POST', path: '/Bulk' };
      const inputs = [
        { status: 400, ...user, body: '['.repeat(size) },
        {
          status: 400,
          ...user,
          body: `{"a":${'['.repeat(size / 4)}${']'.repeat(size / 4)}}`,
        },
        {
          status: 400,
          ...user,
          body: `{"userName":"${'x'.repeat(size - 20)}"}`,
        },
        {
          status: 400,
          ...user,
          body: JSON.stringify({
            userName: 'mara',
            emails: many(300_000, () => ({ value: 'a@example.com' })),
          }),
        },
        {
          status: 400,
          ...user,
          body: JSON.stringify(
            Object.fromEntries(many(300_000, index => [`a${index}`, 1]) as any),
          ),
        },
        {
          status: 413,
          ...group,
          body: patch(
            many(2000, () => ({
              op: 'remove',
              path: 'members[display co "a" and not (display ew "b")]',
            })),
          ),
        },
        {
          status: 400,
          ...group,
          body: patch([
            {
              op: 'add',
              path: 'members',
              value: many(150_000, index => ({ value: `nobody${index}` })),
            },
          ]),
        },
        {
          status: 200,
          ...several,
          body: bulk(
            many(1000, index => ({
              method: 'POST',
              path: '/Groups',
              bulkId: `${index}`,
              data: { members: [{ value: `bulkId:${index + 1}` }] },
            })),
          ),
        },
        {
          status: 400,
          method: 'POST',
          path: '/Users/.search',
          body: JSON.stringify({
            schemas: SEARCH,
            attributes: 'a,'.repeat(size / 2 - 100),
          }),
        },
        {
          status: 400,
          method: 'POST',
          path: '/Users/.search',
          body: JSON.stringify({
            schemas: SEARCH,
            excludedAttributes: '['.repeat(size - 200),
          }),
        },
        {
          status: 400,
          method: 'POST',
          path: '/Users/.search',
          body: JSON.stringify({
            schemas: SEARCH,
            filter: many(100, () => 'emails[value co "a"]')
              .join(' or ')
              .slice(0, 4096),
          }),
        },
      ];

      for (const { status, ...input } of inputs) {
        expect((await send(input)).status).toBe(status);
      }
      await finish();
    });
  });
});
