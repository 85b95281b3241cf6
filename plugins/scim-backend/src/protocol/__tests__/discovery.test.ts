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
        patch: { supported: true },
        bulk: { supported: true, maxOperations: 1000 },
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
      expect(schemas.body.totalResults).toBe(5);
    });
  });
});
