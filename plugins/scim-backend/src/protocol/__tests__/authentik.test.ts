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

describe('authentik', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('reads page after page until it has all, each resource once', async () => {
      const { okta: authentik } = await startScim(await databases.create(id));
      for (let index = 0; index < 25; index++) {
        await authentik.post('/Users', { userName: `user${index}` });
      }

      const seen: string[] = [];
      let total = 1;
      while (seen.length < total) {
        const { body } = await authentik.get(
          `/Users?startIndex=${seen.length + 1}&count=10`,
        );
        total = body.totalResults;
        seen.push(...body.Resources.map(({ userName }: any) => userName));
      }

      expect(total).toBe(25);
      expect(new Set(seen).size).toBe(25);
    });

    it('changes members one operation each, then reads them to compare', async () => {
      const { okta: authentik } = await startScim(await databases.create(id));
      const ids: string[] = [];
      for (const userName of ['ann', 'ben', 'cleo']) {
        const { body } = await authentik.post('/Users', { userName });
        ids.push(body.id);
      }
      const { body: team } = await authentik.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: ids[0] }],
      });

      await authentik.operations(
        `/Groups/${team.id}`,
        { op: 'add', path: 'members', value: [{ value: ids[1] }] },
        { op: 'add', path: 'members', value: [{ value: ids[2] }] },
        { op: 'remove', path: 'members', value: [{ value: ids[0] }] },
      );

      const { body } = await authentik.get(`/Groups/${team.id}`);
      expect(body.members.map(({ value }: any) => value)).toEqual([
        ids[1],
        ids[2],
      ]);
    });

    it('creates again what it finds gone', async () => {
      const { okta: authentik } = await startScim(await databases.create(id));
      const { body: mara } = await authentik.post('/Users', {
        userName: 'mara',
      });
      await authentik.delete(`/Users/${mara.id}`);

      const gone = await authentik.put(`/Users/${mara.id}`, {
        userName: 'mara',
      });
      expect(gone.status).toBe(404);
      const again = await authentik.post('/Users', { userName: 'mara' });
      expect(again.status).toBe(201);
      expect(again.body.id).not.toBe(mara.id);
    });
  });
});
