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
import { ADMINISTRATOR, startPortal } from '../__testUtils__/startPortal';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

describe('The audit API', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    /** A portal in which five things were done. */
    async function start() {
      const database = await databases.create(id);
      const portal = await startPortal(database);
      for (const cloud of ['a', 'b', 'c', 'd']) {
        await portal
          .client(ADMINISTRATOR)
          .importAccess(`organization: Example\nclouds: [{ name: ${cloud} }]`);
      }
      await portal
        .client()
        .importAccess('organization: Example\nserviceAccounts: [ci-bot]');
      const get = async (path: string) =>
        portal.send({
          method: 'GET',
          path,
          authorization: mockCredentials.user.header(ADMINISTRATOR),
        });
      return { ...portal, database, get };
    }

    it('lists what was done and by whom, newest first, every page once', async () => {
      const { get } = await start();

      const first = (await get('/audit?limit=3')).body;
      const second = (await get(`/audit?limit=3&cursor=${first.nextCursor}`))
        .body;

      expect(first.items[0]).toMatchObject({
        seq: 5,
        actor: 'service:external:test-service',
        action: 'access.import',
        target: 'Example',
        detail: { created: { serviceAccounts: 1 } },
      });
      expect(first.items.map(({ seq }: any) => seq)).toEqual([5, 4, 3]);
      expect(second.items.map(({ seq, actor }: any) => [seq, actor])).toEqual([
        [2, ADMINISTRATOR],
        [1, ADMINISTRATOR],
      ]);
      expect([first.totalItems, second.totalItems]).toEqual([5, 5]);
      expect(second.nextCursor).toBeUndefined();
    });

    it('notices an entry that was changed, and one that is missing', async () => {
      const { get, database } = await start();
      const verify = async () => (await get('/audit/verification')).body;
      const { items } = (await get('/audit')).body;

      expect(await verify()).toEqual({
        intact: true,
        entries: 5,
        head: items[0].hash,
      });

      await database
        .knex('audit_log')
        .where({ seq: 4 })
        .update({ actor: 'user:default/somebody' });
      expect(await verify()).toMatchObject({
        intact: false,
        entries: 3,
        firstBad: { seq: 4, reason: expect.stringContaining('changed') },
      });

      await database.knex('audit_log').where({ seq: 2 }).delete();
      expect(await verify()).toMatchObject({
        intact: false,
        entries: 1,
        firstBad: { seq: 2, reason: expect.stringContaining('missing') },
      });
    });

    it('answers 400 to what it does not take', async () => {
      const { get } = await start();
      const huge = Buffer.from('[9e15]').toString('base64url');

      for (const query of ['limit=0', `cursor=${huge}`, 'search=x']) {
        const { status, body } = await get(`/audit?${query}`);
        expect([query, status, body.error.name]).toEqual([
          query,
          400,
          'InputError',
        ]);
      }
    });
  });
});
