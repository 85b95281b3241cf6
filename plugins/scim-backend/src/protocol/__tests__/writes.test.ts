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

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** RFC 7644 §3.3 and §3.5.1. */
describe('POST and PUT', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const scim = await startScim(await databases.create(id));
      const { body: mara } = await scim.okta.post('/Users', {
        userName: 'Mara@example.com',
      });
      return { ...scim, mara, path: `/Users/${mara.id}` };
    }

    it.each([
      ['/Users', 'User', { userName: 'zoe' }],
      ['/Groups', 'Group', { displayName: 'Guides' }],
    ])(
      'what a client says that is not its to say is ignored in %s',
      async (where, resourceType, own) => {
        const { okta, mara } = await start();

        const { status, headers, body } = await okta.post(where, {
          ...own,
          id: mara.id,
          meta: {
            resourceType: 'Other',
            created: '2000-01-01T00:00:00Z',
            location: 'https://elsewhere.example.com',
            version: 'W/"99"',
          },
          groups: [{ value: 'x' }],
        });

        expect(status).toBe(201);
        expect(body.id).not.toBe(mara.id);
        const location = `${SCIM_BASE_URL}${where}/${body.id}`;
        expect(body.meta).toEqual({
          resourceType,
          created: expect.stringMatching(/^20[2-9]/),
          lastModified: body.meta.created,
          location,
          version: 'W/"1"',
        });
        expect(headers.location).toBe(location);
        expect(body.groups ?? []).toEqual([]);
        const read = await okta.get(`${where}/${body.id}`);
        expect(read.body).toEqual(body);
      },
    );

    it('neither order nor repetition of schemas matters', async () => {
      const { okta } = await start();

      const { status, body } = await okta.post('/Users', {
        schemas: [ENTERPRISE, USER, ENTERPRISE, USER],
        userName: 'zoe',
        [ENTERPRISE]: { department: 'Research' },
      });

      expect(status).toBe(201);
      expect(body.schemas).toEqual([USER, ENTERPRISE]);
    });

    it('an attribute that is null or empty is one that is not there', async () => {
      const { okta } = await start();

      const { status, body } = await okta.post('/Users', {
        userName: 'zoe',
        title: null,
        emails: [],
        name: { givenName: null },
        [ENTERPRISE]: { manager: null },
      });

      expect(status).toBe(201);
      expect(Object.keys(body).sort()).toEqual([
        'active',
        'groups',
        'id',
        'meta',
        'schemas',
        'userName',
      ]);
    });

    it('text is kept as it is written, and compared by its attribute', async () => {
      const { okta, mara } = await start();
      expect(mara.userName).toBe('Mara@example.com');

      const { body } = await okta.post('/Users', {
        userName: 'Zoe',
        externalId: 'AbC',
        profileUrl: 'https://example.com/Zoe',
      });

      expect(body).toMatchObject({
        userName: 'Zoe',
        externalId: 'AbC',
        profileUrl: 'https://example.com/Zoe',
      });
      for (const [filter, count] of [
        ['userName eq "ZOE"', 1],
        ['externalId eq "ABC"', 0],
        ['profileUrl eq "https://example.com/zoe"', 0],
        ['profileUrl eq "https://example.com/Zoe"', 1],
      ] as const) {
        const found = await okta.find('/Users', filter);
        expect([filter, found.body.totalResults]).toEqual([filter, count]);
      }
    });

    it('the same external id is not refused: that is for the client to see to', async () => {
      const { okta } = await start();

      for (const userName of ['ann', 'ben']) {
        const { status } = await okta.post('/Users', {
          userName,
          externalId: 'one',
        });
        expect(status).toBe(201);
      }
    });

    it('one element is primary at most, and the same one is there once', async () => {
      const { okta } = await start();
      const work = { value: 'a@example.com', type: 'work' };

      const { body } = await okta.post('/Users', {
        userName: 'zoe',
        emails: [work, { ...work, primary: true }, { ...work, type: 'home' }],
      });
      expect(body.emails).toEqual([
        { ...work, primary: true },
        { ...work, type: 'home' },
      ]);
      const notPrimary = await okta.find('/Users', 'emails[primary eq false]');
      expect(notPrimary.body.totalResults).toBe(1);
      const refused = await okta.post('/Users', {
        userName: 'yan',
        emails: [
          { ...work, primary: true },
          { value: 'b@example.com', primary: true },
        ],
      });
      expect([refused.status, refused.body.scimType]).toEqual([
        400,
        'invalidValue',
      ]);
    });

    it('a PUT answers with the whole resource and its address', async () => {
      const { okta, mara, path } = await start();

      const { status, headers, body } = await okta.put(path, {
        schemas: [USER],
        id: 'something else',
        userName: 'mara@example.com',
        title: 'Engineer',
      });

      expect(status).toBe(200);
      expect(body).toEqual({
        ...mara,
        userName: 'mara@example.com',
        title: 'Engineer',
        meta: {
          ...mara.meta,
          version: 'W/"2"',
          lastModified: expect.any(String),
        },
      });
      expect(headers.location).toBe(mara.meta.location);
      expect((await okta.get(path)).body).toEqual(body);
    });

    it.each<[string, object, string]>([
      ['without what is required', { title: 'Engineer' }, 'invalidValue'],
      ['with it empty', { userName: '' }, 'invalidValue'],
      ['with it null', { userName: null }, 'invalidValue'],
      ['with another type', { userName: 'mara', active: 1 }, 'invalidValue'],
      [
        'with several values for one',
        { userName: 'mara', title: ['a', 'b'] },
        'invalidValue',
      ],
      [
        'with no Base64',
        { userName: 'mara', x509Certificates: [{ value: '-' }] },
        'invalidValue',
      ],
      [
        'of another schema',
        { schemas: [GROUP], userName: 'mara' },
        'invalidSyntax',
      ],
      ['of no schema', { schemas: [], userName: 'mara' }, 'invalidSyntax'],
    ])('refuse a user %s', async (_, sent, scimType) => {
      const { okta, path, revision } = await start();
      const before = await revision();

      for (const { status, body } of [
        await okta.post('/Users', sent),
        await okta.put(path, sent),
      ]) {
        expect([status, body.scimType]).toEqual([400, scimType]);
      }
      expect(await revision()).toBe(before);
    });

    it('a name that another has is refused, however it is written; the same again is not', async () => {
      const { okta, mara, path, revision } = await start();
      await okta.post('/Users', { userName: 'zoe' });
      const { body: team } = await okta.post('/Groups', { displayName: 'One' });
      await okta.post('/Groups', { displayName: 'Two' });
      const before = await revision();

      for (const { status, body } of [
        await okta.post('/Users', { userName: 'ZOE' }),
        await okta.put(path, { userName: 'Zoe' }),
        await okta.operations(path, {
          op: 'replace',
          path: 'userName',
          value: 'zoe',
        }),
        await okta.operations(path, { op: 'add', value: { userName: 'zoe' } }),
        await okta.put(`/Groups/${team.id}`, { displayName: 'two' }),
        await okta.operations(`/Groups/${team.id}`, {
          op: 'replace',
          value: { displayName: 'TWO' },
        }),
      ]) {
        expect([status, body.scimType]).toEqual([409, 'uniqueness']);
      }
      expect((await okta.get(path)).body).toEqual(mara);
      expect(await revision()).toBe(before);
      const own = await okta.put(path, { userName: 'MARA@example.com' });
      expect([own.status, own.body.userName]).toEqual([
        200,
        'MARA@example.com',
      ]);
    });
  });
});
