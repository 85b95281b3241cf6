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

import { OKTA_TOKEN, startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const SCIM = 'application/scim+json; charset=utf-8';

/** RFC 7644 §3.8 and §3.9. */
describe('messages', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const scim = await startScim(await databases.create(id));
      const { body: mara } = await scim.okta.post('/Users', {
        userName: 'mara',
        name: { givenName: 'Mara', familyName: 'Lind' },
        emails: [{ value: 'mara@example.com', type: 'work' }],
      });
      return { ...scim, mara, path: `/Users/${mara.id}` };
    }

    it.each([
      ['application/scim+json', SCIM],
      ['application/json, application/scim+json;q=0.5', SCIM],
      ['application/json, text/plain, */*', SCIM],
      ['*/*', SCIM],
      ['text/html', SCIM],
      ['application/json', 'application/json; charset=utf-8'],
      ['application/json;q=0.9, text/html', 'application/json; charset=utf-8'],
      ['application/json; charset=utf-8', 'application/json; charset=utf-8'],
      ['application/scim+json;charset=UTF-8, application/json', SCIM],
    ])('to a client that accepts %s are %s', async (accept, type) => {
      const { okta, path } = await start();

      for (const where of [path, '/Users', '/Schemas', '/Users/nobody']) {
        const { headers, body } = await okta.get(where).set('Accept', accept);
        expect([where, headers['content-type']]).toEqual([where, type]);
        expect(headers.vary).toBe('Accept');
        expect(body.schemas).toHaveLength(1);
      }
    });

    it.each([
      'application/scim+json',
      'application/json',
      'application/scim+json; charset=utf-8',
      'Application/SCIM+JSON',
    ])('are read as %s', async type => {
      const { okta } = await start();

      const { status } = await okta
        .post('/Users', '{"userName": "zoe"}')
        .type(type);

      expect(status).toBe(201);
    });

    it('are read without a type, and as no other', async () => {
      const { app, okta } = await start();
      const server = app.listen(0);
      const { port } = server.address() as { port: number };
      const untyped = await fetch(
        `http://127.0.0.1:${port}/api/scim/v2/Users`,
        {
          method: 'POST',
          headers: { Authorization: `Bearer ${OKTA_TOKEN}` },
          body: new TextEncoder().encode('{"userName": "zoe"}'),
        },
      );
      await new Promise(resolve => server.close(resolve));
      expect(untyped.status).toBe(201);

      for (const type of ['text/plain', 'application/xml']) {
        const { status, body } = await okta.post('/Users', '{}').type(type);
        expect([status, body.status]).toEqual([415, '415']);
      }
    });

    it.each(['text/plain; charset=ISO-8859-1', 'application/octet-stream'])(
      'may be of no length, said to be %s',
      async type => {
        const { okta, path } = await start();

        const { status } = await okta
          .delete(path)
          .set({ 'Content-Type': type, 'Content-Length': '0' });

        expect(status).toBe(204);
      },
    );

    it('are in UTF-8, whatever the script', async () => {
      const { okta } = await start();
      const displayName = 'Ñandú 李 Ελένη 😀';

      const { body } = await okta.post('/Users', {
        userName: 'zoë@example.com',
        displayName,
      });

      expect(body.displayName).toBe(displayName);
      const found = await okta.find(
        '/Users',
        `displayName eq "${displayName}"`,
      );
      expect(found.body.Resources).toEqual([body]);
    });

    it.each<[string, object]>([
      ['attributes=emails.value', { emails: [{ value: 'mara@example.com' }] }],
      [`attributes=${CORE}:name.givenName`, { name: { givenName: 'Mara' } }],
      ['attributes=NAME.familyname', { name: { familyName: 'Lind' } }],
      [
        'attributes=userName,name',
        {
          userName: 'mara',
          name: { givenName: 'Mara', familyName: 'Lind' },
        },
      ],
      ['attributes=id', {}],
      [
        'excludedAttributes=schemas,id,meta,active,groups,userName,name.familyName,emails.type',
        {
          name: { givenName: 'Mara' },
          emails: [{ value: 'mara@example.com' }],
        },
      ],
      [
        `excludedAttributes=${CORE}:emails,name,meta,active,groups`,
        { userName: 'mara' },
      ],
    ])(
      'show for %s that, and always id and schemas',
      async (query, expected) => {
        const { okta, mara, path } = await start();
        const shown = { schemas: [CORE], id: mara.id, ...expected };

        expect((await okta.get(`${path}?${query}`)).body).toEqual(shown);
        const listed = await okta.get(`/Users?${query}`);
        expect(listed.body.Resources).toEqual([shown]);
        const [name, value] = query.split('=');
        const searched = await okta.post('/Users/.search', {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
          [name]: value.split(','),
        });
        expect(searched.body.Resources).toEqual([shown]);
      },
    );

    it('never show a password, nor let anybody guess at it', async () => {
      const { okta, path } = await start();

      for (const { body } of [
        await okta.put(path, { userName: 'mara', password: 'secret' }),
        await okta.operations(`${path}?attributes=password,title`, {
          op: 'replace',
          path: 'password',
          value: 'secret',
        }),
        await okta.get('/Users?attributes=password'),
      ]) {
        expect(JSON.stringify(body)).not.toContain('secret');
        expect(body).not.toHaveProperty('password');
      }
      const guess = await okta.find('/Users', 'password eq "secret"');
      expect([guess.status, guess.body.scimType]).toEqual([
        400,
        'invalidFilter',
      ]);
    });
  });
});
