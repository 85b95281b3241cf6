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

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];

/** RFC 7644 §3.5.2, as a client sends it. */
describe('PATCH', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    const work = { value: 'bjensen@example.com', type: 'work', primary: true };
    const home = { value: 'babs@jensen.org', type: 'home' };
    const office = { type: 'work', locality: 'Hollywood', region: 'CA' };
    const cabin = { type: 'home', locality: 'Reno', region: 'NV' };

    async function start() {
      const scim = await startScim(await databases.create(id));
      const { okta } = scim;
      const { body: babs } = await okta.post('/Users', {
        userName: 'bjensen',
        title: 'Guide',
        name: { givenName: 'Barbara', familyName: 'Jensen' },
        emails: [work, home],
        addresses: [office, cabin],
      });
      const path = `/Users/${babs.id}`;
      const read = async () => (await okta.get(path)).body;
      return { ...scim, babs, path, read };
    }

    it.each<[string, object, object]>([
      [
        'add puts a value where there was none',
        { op: 'add', path: 'nickName', value: 'Babs' },
        { nickName: 'Babs' },
      ],
      [
        'add replaces a single value',
        { op: 'add', path: 'title', value: 'Director' },
        { title: 'Director' },
      ],
      [
        'add writes the parts given of something that has parts',
        { op: 'add', path: 'name', value: { middleName: 'J' } },
        {
          name: { givenName: 'Barbara', familyName: 'Jensen', middleName: 'J' },
        },
      ],
      [
        'add puts an element to those of a list',
        { op: 'add', path: 'emails', value: [{ value: 'b@x.org' }] },
        { emails: [work, home, { value: 'b@x.org' }] },
      ],
      [
        'add without path speaks of the resource itself',
        {
          op: 'add',
          value: { nickName: 'Babs', emails: [{ value: 'b@x.org' }] },
        },
        { nickName: 'Babs', emails: [work, home, { value: 'b@x.org' }] },
      ],
      [
        'remove takes a single value',
        { op: 'remove', path: 'title' },
        { title: undefined },
      ],
      [
        'remove takes a part',
        { op: 'remove', path: 'name.familyName' },
        { name: { givenName: 'Barbara' } },
      ],
      [
        'remove takes a whole list',
        { op: 'remove', path: 'emails' },
        { emails: undefined },
      ],
      [
        'remove takes the elements that a filter means',
        {
          op: 'remove',
          path: 'emails[type eq "work" and value ew "example.com"]',
        },
        { emails: [home] },
      ],
      [
        'remove of the last element leaves nothing',
        { op: 'remove', path: 'emails[value pr]' },
        { emails: undefined },
      ],
      [
        'remove takes a part of the elements that a filter means',
        { op: 'remove', path: 'addresses[type eq "work"].region' },
        { addresses: [{ type: 'work', locality: 'Hollywood' }, cabin] },
      ],
      [
        'replace changes a single value',
        { op: 'replace', path: 'title', value: 'Director' },
        { title: 'Director' },
      ],
      [
        'replace of what is not there adds it',
        { op: 'replace', path: 'nickName', value: 'Babs' },
        { nickName: 'Babs' },
      ],
      [
        'replace leaves the parts that it does not name',
        { op: 'replace', path: 'name', value: { givenName: 'Babs' } },
        { name: { givenName: 'Babs', familyName: 'Jensen' } },
      ],
      [
        'replace changes a whole list',
        { op: 'replace', path: 'emails', value: [{ value: 'b@x.org' }] },
        { emails: [{ value: 'b@x.org' }] },
      ],
      [
        'replace changes every element that a filter means',
        {
          op: 'replace',
          path: 'addresses[region pr]',
          value: { locality: 'Berlin', country: 'DE' },
        },
        {
          addresses: [
            { locality: 'Berlin', country: 'DE' },
            { locality: 'Berlin', country: 'DE' },
          ],
        },
      ],
      [
        'replace changes a part of every element that a filter means',
        { op: 'replace', path: 'addresses[region pr].country', value: 'US' },
        {
          addresses: [
            { ...office, country: 'US' },
            { ...cabin, country: 'US' },
          ],
        },
      ],
      [
        'replace without path speaks of the resource itself',
        { op: 'replace', value: { title: 'Director', emails: [home] } },
        { title: 'Director', emails: [home] },
      ],
      [
        'a new primary element takes over from the one before',
        {
          op: 'add',
          path: 'emails',
          value: [{ value: 'b@x.org', primary: true }],
        },
        {
          emails: [
            { ...work, primary: false },
            home,
            { value: 'b@x.org', primary: true },
          ],
        },
      ],
      [
        'a core attribute has the URN of its schema as well',
        { op: 'replace', path: `${CORE}:name.givenName`, value: 'Babs' },
        { name: { givenName: 'Babs', familyName: 'Jensen' } },
      ],
      [
        'names and operations are the same in any case',
        {
          op: 'Replace',
          path: 'EMAILS[TYPE EQ "home"].VALUE',
          value: 'b@x.org',
        },
        { emails: [work, { ...home, value: 'b@x.org' }] },
      ],
    ])('%s', async (_, operation, expected) => {
      const { okta, babs, path, read } = await start();

      const answer = await okta.operations(path, operation);

      expect(answer.status).toBe(200);
      const { meta, ...rest } = answer.body;
      const { meta: before, ...former } = babs;
      expect(rest).toEqual(
        JSON.parse(JSON.stringify({ ...former, ...expected })),
      );
      expect(meta).toEqual({
        ...before,
        version: 'W/"2"',
        lastModified: expect.any(String),
      });
      expect(answer.headers).toMatchObject({
        etag: meta.version,
        location: meta.location,
      });
      expect(await read()).toEqual(answer.body);
    });

    it('goes operation by operation, each on what the one before left', async () => {
      const { okta, path } = await start();

      const { body } = await okta.operations(
        path,
        { op: 'remove', path: 'emails' },
        { op: 'add', path: 'emails', value: [{ value: 'a@x.org' }] },
        { op: 'add', path: 'emails', value: [{ value: 'b@x.org' }] },
        { op: 'remove', path: 'emails[value eq "a@x.org"]' },
        { op: 'replace', path: 'title', value: 'First' },
        { op: 'replace', path: 'title', value: 'Last' },
      );

      expect(body.emails).toEqual([{ value: 'b@x.org' }]);
      expect(body.title).toBe('Last');
    });

    it('names a schema once an attribute of it is there, and no longer than that', async () => {
      const { okta, path, babs } = await start();
      expect(babs.schemas).toEqual([CORE]);
      const department = `${ENTERPRISE}:department`;

      const added = await okta.operations(path, {
        op: 'add',
        path: department,
        value: 'Tours',
      });
      expect(added.body.schemas).toEqual([CORE, ENTERPRISE]);
      expect(added.body[ENTERPRISE]).toEqual({ department: 'Tours' });
      const removed = await okta.operations(path, {
        op: 'remove',
        path: department,
      });
      expect(removed.body.schemas).toEqual([CORE]);
      expect(removed.body).not.toHaveProperty([ENTERPRISE]);
    });

    it.each<[string, unknown, string]>([
      ['remove without path', { op: 'remove' }, 'noTarget'],
      [
        'replace of an element that is not there',
        {
          op: 'replace',
          path: 'emails[value eq "x"]',
          value: { value: 'y' },
        },
        'noTarget',
      ],
      [
        'replace of a part of an element that is not there',
        {
          op: 'replace',
          path: 'addresses[locality eq "x"].region',
          value: 'y',
        },
        'noTarget',
      ],
      ['an unknown path', { op: 'add', path: 'shoe', value: 1 }, 'invalidPath'],
      ['no path', { op: 'add', path: 'a..b', value: 1 }, 'invalidPath'],
      [
        'a filter that is none',
        { op: 'remove', path: 'emails[shoe eq 1]' },
        'invalidFilter',
      ],
      ['a read-only path', { op: 'add', path: 'id', value: 'x' }, 'mutability'],
      [
        'removal of what is read-only',
        { op: 'remove', path: 'groups' },
        'mutability',
      ],
      [
        'removal of what is required',
        { op: 'remove', path: 'userName' },
        'mutability',
      ],
      ['no value', { op: 'add', path: 'title' }, 'invalidValue'],
      [
        'a value of another type',
        { op: 'replace', path: 'active', value: 'perhaps' },
        'invalidValue',
      ],
      [
        'text for something with parts',
        { op: 'replace', path: 'name', value: 'Babs' },
        'invalidValue',
      ],
      ['no operation', { path: 'title', value: 'x' }, 'invalidSyntax'],
      ['an unknown operation', { op: 'move', path: 'title' }, 'invalidSyntax'],
    ])(
      'refuses %s, and leaves all as it was',
      async (_, operation, scimType) => {
        const { okta, babs, path, read, revision } = await start();
        const before = await revision();

        const { status, body } = await okta.patch(path, {
          schemas: PATCH,
          Operations: [
            { op: 'replace', path: 'title', value: 'Director' },
            operation,
          ],
        });

        expect([status, body.scimType]).toEqual([400, scimType]);
        expect(await read()).toEqual(babs);
        expect(await revision()).toBe(before);
      },
    );

    it.each<[string, object]>([
      ['without schemas', { Operations: [{ op: 'remove', path: 'title' }] }],
      [
        'of another schema',
        { schemas: [CORE], Operations: [{ op: 'remove', path: 'title' }] },
      ],
      ['without operations', { schemas: PATCH }],
      ['with an empty list of them', { schemas: PATCH, Operations: [] }],
    ])('refuses a body %s', async (_, sent) => {
      const { okta, path } = await start();

      const { status, body } = await okta.patch(path, sent);

      expect([status, body.scimType]).toEqual([400, 'invalidSyntax']);
    });

    it('leaves a group alone that has the member, or has it no more', async () => {
      const { okta, babs, revision } = await start();
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Guides',
        members: [{ value: babs.id }],
      });
      const before = await revision();

      for (const operation of [
        { op: 'add', path: 'members', value: [{ value: babs.id }] },
        { op: 'remove', path: 'members[value eq "nobody"]' },
      ]) {
        const { status, body } = await okta.operations(
          `/Groups/${team.id}`,
          operation,
        );
        expect(status).toBe(200);
        expect(body).toEqual(team);
      }
      const inside = await okta.operations(`/Groups/${team.id}`, {
        op: 'replace',
        path: `members[value eq "${babs.id}"].value`,
        value: 'x',
      });
      expect([inside.status, inside.body.scimType]).toEqual([
        400,
        'mutability',
      ]);
      expect(await revision()).toBe(before);
    });
  });
});
