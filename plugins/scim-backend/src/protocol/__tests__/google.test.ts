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

describe('Google Workspace', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('suspends and deletes independently, in either order', async () => {
      const { okta: google } = await startScim(await databases.create(id));
      const { body: mara } = await google.post('/Users', {
        userName: 'mara@example.com',
        emails: [{ value: 'mara@example.com', primary: true }],
      });
      const { body: zoe } = await google.post('/Users', {
        userName: 'zoe@example.com',
      });

      const suspended = await google.operations(`/Users/${mara.id}`, {
        op: 'replace',
        path: 'active',
        value: false,
      });
      expect(suspended.body.active).toBe(false);
      expect((await google.delete(`/Users/${mara.id}`)).status).toBe(204);

      expect((await google.delete(`/Users/${zoe.id}`)).status).toBe(204);
      const late = await google.operations(`/Users/${zoe.id}`, {
        op: 'replace',
        path: 'active',
        value: false,
      });
      expect(late.status).toBe(404);
    });
  });
});
