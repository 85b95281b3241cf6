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
import { scimClient, startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

describe('what each connection sees', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      const scim = await startScim(database);
      const admin = scimClient(scim.app, mockCredentials.user.header());
      return { database, ...scim, admin };
    }
    type Client = ReturnType<typeof scimClient>;

    const found = async (client: Client, path: string, filter: string) => {
      const { status, body } = await client.find(path, filter);
      expect(status).toBe(200);
      return body.Resources.map((one: any) => one.userName ?? one.displayName);
    };

    it('is its own external ids, and no others', async () => {
      const { okta, entra, admin } = await start();
      await okta.post('/Users', { userName: 'ann', externalId: 'one' });
      await entra.post('/Users', { userName: 'ben', externalId: 'one' });
      await admin.post('/Users', { userName: 'cleo', externalId: 'one' });
      await okta.post('/Groups', { displayName: 'Okta', externalId: 'one' });
      await entra.post('/Groups', { displayName: 'Entra', externalId: 'one' });

      for (const filter of [
        'externalId eq "one"',
        'externalId pr',
        'not (externalId ne "one")',
        'externalId sw "o" and userName pr',
      ]) {
        expect(await found(okta, '/Users', filter)).toEqual(['ann']);
        expect(await found(entra, '/Users', filter)).toEqual(['ben']);
        expect(await found(admin, '/Users', filter)).toEqual([
          'ann',
          'ben',
          'cleo',
        ]);
      }
      expect(await found(okta, '/Users', 'not (externalId pr)')).toEqual([
        'ben',
        'cleo',
      ]);
      expect(await found(okta, '/Users', 'externalId ne "one"')).toEqual([
        'ben',
        'cleo',
      ]);
      expect(await found(entra, '/Groups', 'externalId eq "one"')).toEqual([
        'Entra',
      ]);
      const { body } = await okta.get('/Users?attributes=externalId,userName');
      expect(body.Resources.map(({ externalId }: any) => externalId)).toEqual([
        'one',
        undefined,
        undefined,
      ]);
    });

    it('is a team of the portal without members, until it takes the team over', async () => {
      const { okta, entra, admin } = await start();
      const { body: ann } = await admin.post('/Users', { userName: 'ann' });
      const { body: ben } = await okta.post('/Users', { userName: 'ben' });
      const { body: team } = await admin.post('/Groups', {
        displayName: 'Platform',
        members: [{ value: ann.id }],
      });
      const path = `/Groups/${team.id}`;

      expect(team.members).toHaveLength(1);
      expect((await okta.get(path)).body.members).toEqual([]);
      const listed = await okta.find('/Groups', 'displayName eq "platform"');
      expect(listed.body.Resources[0].members).toEqual([]);
      const filter = `members.value eq "${ann.id}"`;
      expect(await found(okta, '/Groups', filter)).toEqual([]);
      expect(await found(okta, '/Groups', 'members pr')).toEqual([]);
      expect(await found(admin, '/Groups', filter)).toEqual(['Platform']);

      const ofTeam = `groups.value eq "${team.id}"`;
      expect((await okta.get(`/Users/${ann.id}`)).body.groups).toEqual([]);
      expect((await admin.get(`/Users/${ann.id}`)).body.groups).toHaveLength(1);
      expect(await found(okta, '/Users', ofTeam)).toEqual([]);
      expect(await found(admin, '/Users', ofTeam)).toEqual(['ann']);

      await okta.operations(path, {
        op: 'add',
        path: 'members',
        value: [{ value: ben.id }],
      });

      for (const client of [okta, entra, admin]) {
        const { body } = await client.get(path);
        expect(body.members.map(({ value }: any) => value)).toEqual([ben.id]);
        expect(await found(client, '/Users', ofTeam)).toEqual(['ben']);
      }
    });
  });
});
