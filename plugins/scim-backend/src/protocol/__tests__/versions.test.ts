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

/** RFC 7644 §3.14 and §3.6. */
describe('versions of resources', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const scim = await startScim(await databases.create(id));
      const { body: mara } = await scim.okta.post('/Users', {
        userName: 'mara',
      });
      const path = `/Users/${mara.id}`;
      const rename = (title: string) =>
        scim.okta.operations(path, {
          op: 'replace',
          path: 'title',
          value: title,
        });
      return { ...scim, mara, path, rename };
    }

    it.each([
      ['the present version', 'W/"1"'],
      ['it without the mark of weakness', '"1"'],
      ['it among others', '"x", W/"1"'],
      ['any version', '*'],
    ])('If-Match with %s lets a write through', async (_, tag) => {
      const { okta, path, rename } = await start();

      const patched = await rename('Director').set('If-Match', tag);
      expect([patched.status, patched.headers.etag]).toEqual([200, 'W/"2"']);
      const removed = await okta.delete(path).set('If-Match', 'W/"2"');
      expect(removed.status).toBe(204);
    });

    it.each([
      ['another version', 'W/"2"'],
      ['something that is no version', 'nonsense'],
    ])('If-Match with %s stops every write', async (_, tag) => {
      const { okta, path, rename, revision } = await start();
      const before = await revision();

      for (const refused of [
        await rename('Director').set('If-Match', tag),
        await okta.put(path, { userName: 'zoe' }).set('If-Match', tag),
        await okta.delete(path).set('If-Match', tag),
      ]) {
        expect(refused.status).toBe(412);
        expect(refused.body).toEqual({
          schemas: ERROR,
          status: '412',
          detail: expect.any(String),
        });
      }
      expect(await revision()).toBe(before);
    });

    it('are in the header and in the resource, whichever way it is asked for', async () => {
      const { okta, mara, path, rename } = await start();

      for (const { headers, body } of [
        await okta.get(path),
        await okta.put(path, { ...mara, title: 'Engineer' }),
        await rename('Director'),
        await okta.get(path),
      ]) {
        expect(body.meta.version).toMatch(/^W\/"\d+"$/);
        expect(headers.etag).toBe(body.meta.version);
      }
      const { body } = await okta.get('/Users');
      expect(body.Resources[0].meta.version).toBe('W/"3"');
    });

    it('a client that has the present one is sent nothing but its name', async () => {
      const { okta, mara, path, rename } = await start();

      for (const tag of ['W/"1"', '"1"', '*', '"0", W/"1"']) {
        const same = await okta
          .get(`${path}?attributes=title`)
          .set('If-None-Match', tag);
        expect(same.status).toBe(304);
        expect(same.text).toBe('');
        expect(same.headers).toMatchObject({
          etag: 'W/"1"',
          'content-location': mara.meta.location,
          vary: 'Accept',
        });
      }
      await rename('Director');
      const changed = await okta.get(path).set('If-None-Match', 'W/"1"');
      expect(changed.status).toBe(200);
      expect(changed.headers.etag).toBe('W/"2"');
    });

    it('grow with the time of the last change, and the time of creation stays', async () => {
      const { mara, rename } = await start();

      const { body } = await rename('Director');

      expect(body.meta.created).toBe(mara.meta.created);
      expect(Date.parse(body.meta.lastModified)).toBeGreaterThanOrEqual(
        Date.parse(mara.meta.lastModified),
      );
      for (const time of [body.meta.created, body.meta.lastModified]) {
        expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }
    });

    it('of a group grow when a group inside it is removed', async () => {
      const { okta } = await start();
      const { body: inner } = await okta.post('/Groups', {
        displayName: 'Inner',
      });
      const { body: outer } = await okta.post('/Groups', {
        displayName: 'Outer',
        members: [{ value: inner.id }],
      });

      await okta.delete(`/Groups/${inner.id}`);

      const { status, body } = await okta
        .get(`/Groups/${outer.id}`)
        .set('If-None-Match', outer.meta.version);
      expect([status, body.members]).toEqual([200, []]);
    });

    it('end with the resource: nothing finds it, and nobody has it', async () => {
      const { okta, mara, path, rename } = await start();
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: mara.id }],
      });

      const removed = await okta.delete(path);
      expect([removed.status, removed.text]).toEqual([204, '']);

      for (const answer of [
        await okta.get(path),
        await okta.put(path, { userName: 'mara' }),
        await rename('Director'),
        await okta.delete(path),
      ]) {
        expect(answer.status).toBe(404);
        expect(answer.body).toMatchObject({ schemas: ERROR, status: '404' });
      }
      for (const filter of ['userName eq "mara"', `id eq "${mara.id}"`]) {
        const { body } = await okta.find('/', filter);
        expect(body.totalResults).toBe(0);
      }
      const { body } = await okta
        .get(`/Groups/${team.id}`)
        .set('If-None-Match', team.meta.version);
      expect(body.members).toEqual([]);
      expect(body.meta.version).toBe('W/"2"');
    });
  });
});
