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

const ERROR = ['urn:ietf:params:scim:api:messages:2.0:Error'];
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('mistakes of SCIM clients', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      return { database, ...(await startScim(database)) };
    }

    it.each([
      ['get', '/Users?filter=userName+eq', 400, 'invalidFilter'],
      ['get', '/Users?filter=nonsense+eq+"x"', 400, 'invalidFilter'],
      ['get', '/Users?filter=active+gt+true', 400, 'invalidFilter'],
      ['get', '/Users?filter=a&filter=b', 400, 'invalidFilter'],
      ['get', '/Users?sortBy=nonsense', 400, 'invalidValue'],
      ['get', '/Users?sortOrder=sideways', 400, 'invalidValue'],
      ['get', '/Users?count=many', 400, 'invalidValue'],
      ['get', '/Users/nobody', 404, undefined],
      ['get', `/Groups/${UNKNOWN_ID}`, 404, undefined],
      ['get', '/Nonsense', 404, undefined],
      ['delete', '/', 404, undefined],
      ['get', '/Bulk', 405, undefined],
      ['get', '/Me', 501, undefined],
      ['get', '/Roles/nobody', 404, undefined],
      ['get', '/Schemas?filter=id+eq+"x"', 403, undefined],
      ['get', '/ResourceTypes?filter=id+eq+"x"', 403, undefined],
      ['get', '/Schemas/nonsense', 404, undefined],
      ['get', '/ResourceTypes/User?filter=id+eq+"x"', 403, undefined],
      ['get', '/ServiceProviderConfig?filter=id+eq+"x"', 403, undefined],
      [
        'get',
        '/Schemas/urn:ietf:params:scim:api:messages:2.0:Error',
        404,
        undefined,
      ],
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
});
