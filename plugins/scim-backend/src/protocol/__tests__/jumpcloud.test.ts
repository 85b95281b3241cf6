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

describe('JumpCloud', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('creates and deletes a test user and a test group on activation, time and again', async () => {
      const { okta: jumpCloud } = await startScim(await databases.create(id));

      for (let attempt = 0; attempt < 2; attempt++) {
        const user = await jumpCloud.post('/Users', {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          userName: 'test.user@example.com',
          emails: [{ value: 'test.user@example.com', primary: true }],
          active: true,
        });
        expect(user.status).toBe(201);
        const group = await jumpCloud.post('/Groups', {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          displayName: 'Test Group',
          members: [{ value: user.body.id }],
        });
        expect(group.status).toBe(201);
        for (const path of [
          `/Groups/${group.body.id}`,
          `/Users/${user.body.id}`,
        ]) {
          expect((await jumpCloud.delete(path)).status).toBe(204);
        }
      }
      expect((await jumpCloud.get('/Users')).body.totalResults).toBe(0);
      expect((await jumpCloud.get('/Groups')).body.totalResults).toBe(0);
    });
  });
});
