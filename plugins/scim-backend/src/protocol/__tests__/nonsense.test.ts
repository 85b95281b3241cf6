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
import { startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

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

/** Whatever a client sends, it gets an answer of SCIM, and never a 500. */
describe('nonsense', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('in bodies is answered in SCIM', async () => {
      const { okta, logger } = await startScim(await databases.create(id));
      const { body: mara } = await okta.post('/Users', {
        userName: 'mara',
        emails: [{ value: 'mara@example.com', type: 'work' }],
      });
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: mara.id }],
      });
      const request = fc.tuple(
        fc.constantFrom('post', 'put', 'patch'),
        fc.constantFrom('Users', 'Groups'),
      );

      await fc.assert(
        fc.asyncProperty(request, body, async ([method, type], sent) => {
          const target = type === 'Users' ? mara.id : team.id;
          const path = method === 'post' ? `/${type}` : `/${type}/${target}`;
          const answer = await okta[method as 'post'](
            path,
            JSON.stringify(sent),
          );

          expect(answer.status).toBeLessThan(500);
          expect([undefined, String(answer.status)]).toContain(
            answer.body.status,
          );
        }),
        { numRuns: 300 },
      );
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('in bulk requests is answered in SCIM, operation by operation', async () => {
      const { okta, logger } = await startScim(await databases.create(id));
      const { body: mara } = await okta.post('/Users', { userName: 'mara' });
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
            const answer = await okta.post(
              '/Bulk',
              JSON.stringify({
                schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
                Operations: operations,
                failOnErrors,
              }),
            );

            expect(answer.status).toBe(200);
            const results = answer.body.Operations;
            expect(results.length).toBeLessThanOrEqual(operations.length);
            for (const { status } of results) {
              expect(status).toMatch(/^(20[014]|4\d\d)$/);
            }
          },
        ),
        { numRuns: 200 },
      );
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('in queries is answered in SCIM', async () => {
      const { okta, logger } = await startScim(await databases.create(id));
      await okta.post('/Users', { userName: 'mara' });
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
            const answer = await (path === '/.search'
              ? okta.post(path, JSON.stringify(asked))
              : okta.get(`${path}?${new URLSearchParams(asked)}`));

            expect(answer.status).toBeLessThan(500);
          },
        ),
        { numRuns: 300 },
      );
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('in ids and addresses is answered in SCIM', async () => {
      const { okta } = await startScim(await databases.create(id));

      for (const path of [
        '/Users/%00',
        '/Users/..%2f..%2f',
        `/Users/${'x'.repeat(5000)}`,
        '/Users/a/b',
        '/%00',
        '/Schemas/%00',
        '/users',
      ]) {
        const answer = await okta.get(path);
        expect(answer.headers['content-type']).toContain(
          'application/scim+json',
        );
        expect(answer.status).toBeLessThan(500);
      }
    });
  });
});
