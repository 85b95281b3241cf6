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

import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  SCIM_BASE_URL,
  scimClient,
  startScim,
} from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

describe('/Me', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(
      permission:
        | AuthorizeResult.ALLOW
        | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
    ) {
      const database = await databases.create(id);
      const scim = await startScim(database, { permission });
      const { body: mara } = await scim.okta.post('/Users', {
        userName: 'mara@example.com',
        title: 'Engineer',
      });
      const as = (name: string) =>
        scimClient(
          scim.app,
          mockCredentials.user.header(`user:default/${name}`),
        );
      return { ...scim, mara, as };
    }

    it('is the user who is calling, at their permanent address', async () => {
      const { as, mara } = await start();

      const { status, headers, body } = await as('mara').get('/Me');

      expect(status).toBe(200);
      expect(headers.location).toBe(`${SCIM_BASE_URL}/Users/${mara.id}`);
      expect(body).toEqual(mara);
      expect((await as('mara').get('/Me?attributes=title')).body).toEqual({
        schemas: mara.schemas,
        id: mara.id,
        title: 'Engineer',
      });
    });

    it('lets everybody read themselves, and nothing more', async () => {
      const { as, mara, revision } = await start(AuthorizeResult.DENY);
      const before = await revision();

      expect((await as('mara').get('/Me')).body.id).toBe(mara.id);
      for (const refused of [
        await as('mara').put('/Me', { userName: 'zoe' }),
        await as('mara').delete('/Me'),
        await as('mara').get(`/Users/${mara.id}`),
        await as('mara').get('/Me/x'),
      ]) {
        expect(refused.status).toBe(403);
      }
      expect(await revision()).toBe(before);
    });

    it('says who it is, whatever the answer', async () => {
      const { as, mara } = await start();
      const me = as('mara');

      for (const [sent, status] of [
        [me.get('/Me').set('If-None-Match', 'W/"1"'), 304],
        [me.put('/Me', { title: 'x' }), 400],
        [me.put('/Me', { userName: 'x' }).set('If-Match', 'W/"7"'), 412],
        [me.operations('/Me', { op: 'add', path: 'shoe', value: 1 }), 400],
        [me.put('/Me', { userName: 'mara@example.com', title: 'x' }), 200],
        [me.delete('/Me'), 204],
      ] as const) {
        const answer = await sent;
        expect(answer.status).toBe(status);
        expect(answer.headers.location).toBe(mara.meta.location);
      }
    });

    it('lets administrators change themselves', async () => {
      const { as } = await start();

      const { body } = await as('mara').operations('/Me', {
        op: 'replace',
        path: 'title',
        value: 'Director',
      });

      expect(body.title).toBe('Director');
    });

    it('is nobody for connections and strangers, and adds nobody', async () => {
      const { as, okta } = await start();

      expect((await okta.get('/Me')).status).toBe(501);
      expect((await as('zoe').get('/Me')).status).toBe(404);
      expect((await as('mara').post('/Me', { userName: 'x' })).status).toBe(
        501,
      );
    });
  });
});
