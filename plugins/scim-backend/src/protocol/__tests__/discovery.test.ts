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

describe('SCIM discovery', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      return { database, ...(await startScim(database)) };
    }

    it('tells what it is and what it can do', async () => {
      const { okta } = await start();

      const config = await okta.get('/ServiceProviderConfig');
      expect(config.body).toMatchObject({
        documentationUri: expect.stringMatching(/^https:/),
        authenticationSchemes: [
          {
            type: 'oauthbearertoken',
            name: expect.any(String),
            description: expect.any(String),
            documentationUri: expect.stringMatching(/^https:/),
          },
        ],
        changePassword: { supported: false },
        sort: { supported: true },
        patch: { supported: true },
        bulk: {
          supported: true,
          maxOperations: 1000,
          maxPayloadSize: 10 * 1024 * 1024,
        },
        filter: { supported: true, maxResults: 1000 },
        etag: { supported: true },
        pagination: {
          cursor: true,
          index: true,
          defaultPaginationMethod: 'index',
          defaultPageSize: 100,
          maxPageSize: 1000,
        },
      });
      const types = await okta.get('/ResourceTypes?count=0');
      expect(types.body.totalResults).toBe(3);
      const type = await okta.get('/ResourceTypes/Group');
      expect(type.body).toEqual(types.body.Resources[1]);
      const schemas = await okta.get('/Schemas');
      for (const schema of schemas.body.Resources) {
        const one = await okta.get(`/Schemas/${schema.id}`);
        expect(one.body).toEqual(schema);
      }
      expect(schemas.body.totalResults).toBe(8);
    });

    it('lists each schema that resources have, once, and no message', async () => {
      const { okta } = await start();
      const { body: schemas } = await okta.get('/Schemas');
      const { body: types } = await okta.get('/ResourceTypes');
      const ids: string[] = schemas.Resources.map(({ id: urn }: any) => urn);

      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter(urn => urn.includes(':api:'))).toEqual([]);
      for (const type of types.Resources) {
        expect(type.endpoint).toBe(`/${type.name}s`);
        for (const urn of [
          type.schema,
          ...type.schemaExtensions.map(({ schema }: any) => schema),
        ]) {
          expect(ids).toContain(urn);
          const { attributes } = schemas.Resources[ids.indexOf(urn)];
          const parts = attributes.flatMap(
            (one: any) => one.subAttributes ?? [],
          );
          expect(parts.filter((part: any) => part.type === 'complex')).toEqual(
            [],
          );
        }
      }
    });

    it('takes no notice of paging, order and projection', async () => {
      const { okta } = await start();
      const query =
        'startIndex=2&count=1&sortBy=name&sortOrder=descending&attributes=id';

      for (const path of ['/Schemas', '/ResourceTypes']) {
        const { status, body } = await okta.get(`${path}?${query}`);
        expect(status).toBe(200);
        expect(body).toEqual((await okta.get(path)).body);
        expect(body).toMatchObject({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
          totalResults: body.Resources.length,
          itemsPerPage: body.Resources.length,
          startIndex: 1,
        });
      }
    });

    it('describes its own answers, too, and says nothing that is not described', async () => {
      const { okta } = await start();
      const schemas = new Map<string, any>(
        (await okta.get('/Schemas')).body.Resources.map((schema: any) => [
          schema.id,
          schema,
        ]),
      );
      const expectDescribed = (value: any, attributes: any[]) => {
        for (const [name, part] of Object.entries<any>(value)) {
          const described = attributes.find(one => one.name === name);
          expect([name, described?.type]).toEqual([name, expect.any(String)]);
          expect([name, Array.isArray(part)]).toEqual([
            name,
            described.multiValued,
          ]);
          if (described.type === 'complex') {
            [part]
              .flat()
              .forEach(one => expectDescribed(one, described.subAttributes));
          }
        }
        for (const { name, required } of attributes) {
          expect([name, required && !(name in value)]).toEqual([name, false]);
        }
      };

      for (const path of [
        '/ServiceProviderConfig',
        '/ResourceTypes',
        '/Schemas',
      ]) {
        const { body } = await okta.get(path);
        for (const { schemas: used, meta, ...rest } of body.Resources ?? [
          body,
        ]) {
          expect(used).toEqual([
            `urn:ietf:params:scim:schemas:core:2.0:${meta.resourceType}`,
          ]);
          // How deep schemas go, the schema of schemas cannot say itself.
          if (rest.id !== 'urn:ietf:params:scim:schemas:core:2.0:Schema') {
            expectDescribed(rest, schemas.get(used[0]).attributes);
          }
        }
      }
    });
  });
});
