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

import { scimClient, startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const LIST = ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];
const SEARCH = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'];

describe('paging by cursor', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(...names: string[]) {
      const database = await databases.create(id);
      const scim = await startScim(database);
      const ids = new Map<string, string>();
      for (const userName of names) {
        const { body } = await scim.okta.post('/Users', { userName });
        ids.set(userName, body.id);
      }
      const page = async (query: string) => {
        const { status, body } = await scim.okta.get(`/Users?${query}`);
        expect(status).toBe(200);
        return {
          names: body.Resources.map(({ userName }: any) => userName),
          next: body.nextCursor,
          body,
        };
      };
      return { ...scim, ids, page };
    }

    it('goes through everybody, page by page', async () => {
      const { page } = await start('ann', 'ben', 'cleo', 'dora', 'emil');

      const first = await page('cursor&count=2');
      expect(first.body).toEqual({
        schemas: LIST,
        totalResults: 5,
        itemsPerPage: 2,
        nextCursor: expect.any(String),
        Resources: [expect.anything(), expect.anything()],
      });
      expect(first.names).toEqual(['ann', 'ben']);
      const second = await page(`cursor=${first.next}&count=2`);
      expect(second.names).toEqual(['cleo', 'dora']);
      const third = await page(`cursor=${second.next}&count=2`);
      expect(third.names).toEqual(['emil']);
      expect(third.body).not.toHaveProperty('nextCursor');
    });

    it('ends without a cursor when the last page is full', async () => {
      const { page } = await start('ann', 'ben');

      expect((await page('cursor=&count=2')).next).toBeUndefined();
      expect((await page('cursor=')).names).toEqual(['ann', 'ben']);
    });

    it('neither skips nor repeats when somebody goes between pages', async () => {
      const { page, okta, ids } = await start('ann', 'ben', 'cleo', 'dora');

      const first = await page('cursor&count=2');
      await okta.delete(`/Users/${ids.get('ann')}`);
      await okta.post('/Users', { userName: 'emil' });

      const rest = await page(`cursor=${first.next}`);
      expect(rest.names).toEqual(['cleo', 'dora', 'emil']);
    });

    it('keeps to filter and order', async () => {
      const { page } = await start('b1', 'x', 'b3', 'b2');
      const query = `filter=${encodeURIComponent(
        'userName sw "b"',
      )}&sortBy=userName&count=2`;

      const first = await page(`cursor&${query}`);
      expect(first.names).toEqual(['b1', 'b2']);
      expect(first.body.totalResults).toBe(3);
      const second = await page(`cursor=${first.next}&${query}`);
      expect(second.names).toEqual(['b3']);
      expect(second.next).toBeUndefined();
    });

    it('goes from one resource type to the next', async () => {
      const { okta } = await start('ann', 'ben');
      for (const displayName of ['Engineering', 'Sales']) {
        await okta.post('/Groups', { displayName });
      }

      const seen: string[] = [];
      let cursor: string | undefined = '';
      let pages = 0;
      while (cursor !== undefined) {
        const { body }: any = await okta.post('/.search', {
          schemas: SEARCH,
          cursor,
          count: 2,
        });
        expect(body.totalResults).toBe(4);
        seen.push(
          ...body.Resources.map((one: any) => one.userName ?? one.displayName),
        );
        cursor = body.nextCursor;
        pages++;
      }

      expect(seen).toEqual(['ann', 'ben', 'Engineering', 'Sales']);
      expect(pages).toBe(2);
    });

    it.each([
      ['none', 'count=0'],
      ['fewer than none', 'count=-1'],
    ])('gives the total alone when %s are asked for', async (_, query) => {
      const { page } = await start('ann');

      const { body } = await page(`cursor&${query}`);

      expect(body).toEqual({
        schemas: LIST,
        totalResults: 1,
        itemsPerPage: 0,
        Resources: [],
      });
    });

    it('consists of characters that a URL keeps, and lets nobody see more', async () => {
      const { page, okta, entra, app } = await start('ann', 'ben');
      await okta.post('/Users', { userName: 'cleo', externalId: 'secret' });

      const { next } = await page('cursor&count=1');

      expect(next).toMatch(/^[A-Za-z0-9._~-]+$/);
      const seen = await entra.get(`/Users?cursor=${next}`);
      expect(seen.status).toBe(200);
      expect(seen.body.Resources).toHaveLength(2);
      expect(JSON.stringify(seen.body)).not.toContain('secret');
      const nobody = await scimClient(app, 'Bearer x').get(
        `/Users?cursor=${next}`,
      );
      expect(nobody.status).toBe(401);
    });

    it.each([
      ['nonsense', 'cursor=nonsense', 'invalidCursor'],
      ['two cursors', 'cursor=a&cursor=b', 'invalidCursor'],
      ['a large count', 'cursor&count=1001', 'invalidCount'],
    ])('refuses %s', async (_, query, scimType) => {
      const { okta } = await start();

      const { status, body } = await okta.get(`/Users?${query}`);

      expect(status).toBe(400);
      expect(body.scimType).toBe(scimType);
    });

    it('says how many a page can have, and takes fewer than none', async () => {
      const { okta } = await start();

      const { body } = await okta.get('/Users?cursor&count=1001');
      expect(body.detail).toBe("'count' must be at most 1000.");
      expect((await okta.get('/Users?cursor&count=-1')).status).toBe(200);
    });

    it('refuses the cursor of another question', async () => {
      const { page, okta } = await start('ann', 'ben');
      const { next } = await page('cursor&count=1');

      const { status, body } = await okta.get(
        `/Users?cursor=${next}&sortBy=userName`,
      );

      expect(status).toBe(400);
      expect(body.scimType).toBe('invalidCursor');
    });
  });
});
