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

describe('Ping', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('asks for an email without saying which part of it', async () => {
      const { okta: ping } = await startScim(await databases.create(id));
      const { body: mara } = await ping.post('/Users', {
        userName: 'mara',
        emails: [{ value: 'Mara@example.com', type: 'work' }],
      });
      await ping.post('/Users', {
        userName: 'zoe',
        emails: [{ value: 'zoe@example.com', type: 'work' }],
      });

      const { body } = await ping.find(
        '/Users',
        'emails eq "mara@example.com"',
      );

      expect(body.Resources.map((user: any) => user.id)).toEqual([mara.id]);
    });
  });
});
