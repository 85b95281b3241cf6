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

describe('Keycloak extensions', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('asks with operators in capitals', async () => {
      const { okta: keycloak } = await startScim(await databases.create(id));
      const { body: team } = await keycloak.post('/Groups', {
        displayName: 'Engineering',
      });

      const { body } = await keycloak.find(
        '/Groups',
        'displayName EQ "engineering"',
      );

      expect(body.Resources).toEqual([
        expect.objectContaining({ id: team.id }),
      ]);
    });

    it('deactivates with a text, without a path', async () => {
      const { okta: keycloak } = await startScim(await databases.create(id));
      const { body: mara } = await keycloak.post('/Users', {
        userName: 'mara',
      });

      const { body } = await keycloak.operations(`/Users/${mara.id}`, {
        op: 'replace',
        value: { active: 'false' },
      });

      expect(body.active).toBe(false);
    });

    it('sends the whole list of members each time, and nothing changes if it is the same', async () => {
      const { okta: keycloak, revision } = await startScim(
        await databases.create(id),
      );
      const { body: mara } = await keycloak.post('/Users', {
        userName: 'mara',
      });
      const group = {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName: 'Engineering',
        members: [{ value: mara.id }],
      };
      const { body: team } = await keycloak.post('/Groups', group);
      const before = await revision();

      const put = await keycloak.put(`/Groups/${team.id}`, group);

      expect(put.status).toBe(200);
      expect(put.body).toEqual(team);
      expect(await revision()).toBe(before);
    });
  });
});
