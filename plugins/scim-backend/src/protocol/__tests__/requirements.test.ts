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
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('what the RFCs require', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const { okta, revision } = await startScim(await databases.create(id));
      const { body: mara } = await okta.post('/Users', {
        schemas: [USER, ENTERPRISE],
        userName: 'mara',
        name: { givenName: 'Mara' },
        emails: [{ value: 'mara@example.com', type: 'work' }],
        [ENTERPRISE]: { department: 'Research', employeeNumber: '7' },
      });
      return { okta, revision, mara };
    }

    it('the answer to a write shows what was asked for (RFC 7644 §3.9)', async () => {
      const { okta } = await start();
      const query = '?attributes=userName';

      const created = await okta.post(`/Users${query}`, {
        userName: 'zoe',
        title: 'Engineer',
      });
      const { id: zoe, schemas } = created.body;
      expect(created.body).toEqual({ schemas, id: zoe, userName: 'zoe' });
      expect(created.headers.location).toBe(`${SCIM_BASE_URL}/Users/${zoe}`);

      const replaced = await okta.put(`/Users/${zoe}${query}`, {
        userName: 'zoe2',
      });
      expect(replaced.body).toEqual({ schemas, id: zoe, userName: 'zoe2' });
      const patched = await okta.patch(
        `/Users/${zoe}?excludedAttributes=meta,groups,active`,
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'add', path: 'title', value: 'Director' }],
        },
      );
      expect(Object.keys(patched.body)).not.toContain('meta');
      expect(patched.body.title).toBe('Director');
    });

    it('a PATCH of a group answers with the group, of a large one when attributes are asked for (RFC 7644 §3.5.2)', async () => {
      const { okta, mara } = await start();
      const people = Array.from({ length: 100 }, (_, index) => ({
        method: 'POST',
        path: '/Users',
        bulkId: `${index}`,
        data: { userName: `person${index}` },
      }));
      const { body: created } = await okta.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: people,
      });
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
        members: created.Operations.map(({ location }: any) => ({
          value: location.split('/').pop(),
        })),
      });
      const path = `/Groups/${team.id}`;

      const small = await okta.operations(path, {
        op: 'replace',
        path: 'displayName',
        value: 'Platform',
      });
      expect(small.status).toBe(200);
      expect(small.body).toMatchObject({
        displayName: 'Platform',
        meta: { version: 'W/"2"' },
      });
      expect(small.body.members).toHaveLength(100);

      const add = { op: 'add', path: 'members', value: [{ value: mara.id }] };
      const silent = await okta.operations(path, add);
      expect(silent.status).toBe(204);
      expect(silent.headers.etag).toBe('W/"3"');
      expect(silent.text).toBe('');
      for (const query of [
        '?attributes=displayName',
        '?excludedAttributes=members',
      ]) {
        const shown = await okta.operations(path + query, add);
        expect(shown.status).toBe(200);
        expect(shown.body.displayName).toBe('Platform');
        expect(shown.body).not.toHaveProperty('members');
      }
      const whole = await okta.operations(`${path}?attributes=members`, add);
      expect(whole.body.members).toHaveLength(101);
    });

    it.each([
      [ENTERPRISE, { department: 'Research', employeeNumber: '7' }],
      [`${ENTERPRISE}:department`, { department: 'Research' }],
      [`${ENTERPRISE.toUpperCase()}:DEPARTMENT`, { department: 'Research' }],
    ])('an extension is shown when asked for as %s', async (name, expected) => {
      const { okta, mara } = await start();

      const { body } = await okta.get(`/Users/${mara.id}?attributes=${name}`);

      expect(body).toEqual({
        schemas: mara.schemas,
        id: mara.id,
        [ENTERPRISE]: expected,
      });
    });

    it('an unknown attribute is ignored in what is asked for and in what is written', async () => {
      const { okta, mara } = await start();

      const { status, body } = await okta.get(
        `/Users/${mara.id}?attributes=shoeSize`,
      );
      expect(status).toBe(200);
      expect(Object.keys(body).sort()).toEqual(['id', 'schemas']);
      const created = await okta.post('/Users', {
        userName: 'zoe',
        shoeSize: 40,
      });
      expect(created.status).toBe(201);
      expect(created.body).not.toHaveProperty('shoeSize');
    });

    it('what is read-only is ignored in a PUT, and refused in a path (RFC 7644 §3.5)', async () => {
      const { okta, mara } = await start();

      const put = await okta.put(`/Users/${mara.id}`, {
        ...mara,
        id: 'another',
        meta: { resourceType: 'Group', created: 'yesterday' },
        groups: [{ value: 'x' }],
      });
      expect(put.status).toBe(200);
      expect(put.body).toEqual(mara);
      for (const path of ['id', 'meta.created', 'groups']) {
        const { status, body } = await okta.operations(`/Users/${mara.id}`, {
          op: 'replace',
          path,
          value: 'x',
        });
        expect([status, body.scimType]).toEqual([400, 'mutability']);
      }
    });

    it('a PUT takes away what it does not name (RFC 7644 §3.5.1)', async () => {
      const { okta, mara } = await start();

      const { body } = await okta.put(`/Users/${mara.id}`, {
        schemas: [USER],
        userName: 'mara',
      });

      for (const name of ['name', 'emails', ENTERPRISE]) {
        expect(body).not.toHaveProperty([name]);
        expect(body.schemas).not.toContain(ENTERPRISE);
      }
      expect(body.meta.created).toBe(mara.meta.created);
    });

    it('a change that changes nothing keeps version and time (RFC 7644 §3.5.2.1)', async () => {
      const { okta, mara, revision } = await start();
      const before = await revision();

      const { status, body } = await okta.operations(
        `/Users/${mara.id}`,
        { op: 'add', path: 'name.givenName', value: 'Mara' },
        {
          op: 'add',
          path: 'emails',
          value: [{ value: 'mara@example.com', type: 'work' }],
        },
      );

      expect(status).toBe(200);
      expect(body).toEqual(mara);
      expect(await revision()).toBe(before);
    });

    it('a PATCH is all or nothing (RFC 7644 §3.5.2)', async () => {
      const { okta, mara, revision } = await start();
      const before = await revision();

      const { status } = await okta.operations(
        `/Users/${mara.id}`,
        { op: 'replace', path: 'title', value: 'Director' },
        { op: 'replace', path: 'nonsense', value: 'x' },
      );

      expect(status).toBe(400);
      expect((await okta.get(`/Users/${mara.id}`)).body).toEqual(mara);
      expect(await revision()).toBe(before);
    });

    it('names and schema URNs are the same in any case (RFC 7643 §2.1)', async () => {
      const { okta } = await start();

      const { status, body } = await okta.post('/Users', {
        SCHEMAS: [USER.toUpperCase()],
        USERNAME: 'zoe',
        Name: { GIVENNAME: 'Zoe' },
        [ENTERPRISE.toLowerCase()]: { DEPARTMENT: 'Sales' },
      });

      expect(status).toBe(201);
      expect(body).toMatchObject({
        userName: 'zoe',
        name: { givenName: 'Zoe' },
        [ENTERPRISE]: { department: 'Sales' },
      });
    });

    it('null, an empty list and absence are the same (RFC 7643 §2.5)', async () => {
      const { okta, mara } = await start();

      const { body } = await okta.put(`/Users/${mara.id}`, {
        ...mara,
        emails: [],
        name: null,
      });

      expect(body).not.toHaveProperty('emails');
      expect(body).not.toHaveProperty('name');
      const found = await okta.find(
        '/Users',
        'not (emails pr) and name eq null',
      );
      expect(found.body.totalResults).toBe(1);
    });

    it('discovery says of each attribute what RFC 7643 §7 asks for', async () => {
      const { okta } = await start();

      const { body } = await okta.get('/Schemas');
      const check = (attribute: any) => {
        expect(attribute).toMatchObject({
          name: expect.stringMatching(/^\$?[A-Za-z][\w-]*$/),
          type: expect.stringMatching(
            /^(string|boolean|integer|dateTime|reference|binary|complex)$/,
          ),
          multiValued: expect.any(Boolean),
          description: expect.any(String),
          required: expect.any(Boolean),
          caseExact: expect.any(Boolean),
          mutability: expect.stringMatching(
            /^(readOnly|readWrite|immutable|writeOnly)$/,
          ),
          returned: expect.stringMatching(/^(always|never|default|request)$/),
          uniqueness: expect.stringMatching(/^(none|server|global)$/),
        });
        expect(attribute.type === 'complex').toBe('subAttributes' in attribute);
        expect(attribute.type === 'reference').toBe(
          'referenceTypes' in attribute,
        );
        attribute.subAttributes?.forEach(check);
      };
      body.Resources.forEach((schema: any) => schema.attributes.forEach(check));
      const names = (schemaId: string) =>
        body.Resources.find((one: any) => one.id === schemaId).attributes.map(
          (one: any) => one.name,
        );
      expect(names(USER)).toEqual(
        expect.arrayContaining([
          'userName',
          'name',
          'displayName',
          'nickName',
          'profileUrl',
          'title',
          'userType',
          'preferredLanguage',
          'locale',
          'timezone',
          'active',
          'password',
          'emails',
          'phoneNumbers',
          'ims',
          'photos',
          'addresses',
          'groups',
          'entitlements',
          'roles',
          'x509Certificates',
        ]),
      );
      expect(names(ENTERPRISE)).toEqual([
        'employeeNumber',
        'costCenter',
        'organization',
        'division',
        'department',
        'manager',
      ]);
    });

    it('every address that an answer names can be read', async () => {
      const { okta, mara } = await start();
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: mara.id }],
      });
      const { body: types } = await okta.get('/ResourceTypes');
      const { body: schemas } = await okta.get('/Schemas');
      const { body: config } = await okta.get('/ServiceProviderConfig');

      for (const address of [
        mara.meta.location,
        team.meta.location,
        team.members[0].$ref,
        config.meta.location,
        ...types.Resources.map((type: any) => type.meta.location),
        ...types.Resources.map((type: any) => SCIM_BASE_URL + type.endpoint),
        ...schemas.Resources.map((schema: any) => schema.meta.location),
      ]) {
        expect(address.startsWith(SCIM_BASE_URL)).toBe(true);
        const { status } = await okta.get(address.slice(SCIM_BASE_URL.length));
        expect([address, status]).toEqual([address, 200]);
      }
    });
  });
});
