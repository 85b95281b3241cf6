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

import {
  defaultAccessModel,
  scimPermissions,
} from '@backstage-scim/plugin-scim-common';
import { ADMINISTRATOR, startPortal } from '../__testUtils__/startPortal';
import { testDatabases } from '../__testUtils__/testDatabases';
import {
  buildWorld,
  WorldDescription,
} from '../enforcement/__testUtils__/buildWorld';

jest.setTimeout(60_000);

const world: WorldDescription = {
  connections: { Okta: 'active' },
  users: [
    'mara@example.com',
    { email: 'gone@example.com', active: false },
    'admin@example.com',
  ],
  clouds: { prod: [] },
  groups: [
    { name: 'Engineering', users: ['mara@example.com'], connection: 'Okta' },
  ],
  bindings: [['cloud/prod', 'readonly', { group: 'Engineering' }]],
};

describe('/me', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      await buildWorld(database, world);
      return startPortal(database);
    }
    const all = scimPermissions.map(({ name }) => name);

    it('tells every caller who they are and what they may do', async () => {
      const { client } = await start();
      const organization = 'Example';
      const model = defaultAccessModel;

      expect(await client('user:default/mara').getCaller()).toEqual({
        organization,
        user: {
          id: expect.any(String),
          userName: 'mara@example.com',
          email: 'mara@example.com',
          entityRef: 'user:default/mara',
          active: true,
          member: true,
        },
        permissions: [],
        model,
      });
      expect(await client(ADMINISTRATOR).getCaller()).toMatchObject({
        user: { userName: 'admin@example.com' },
        permissions: all,
      });
      // Neither a person, nor one the directory knows.
      expect(await client().getCaller()).toEqual({
        organization,
        permissions: all,
        model,
      });
      expect(await client('user:default/nobody').getCaller()).toEqual({
        organization,
        permissions: [],
        model,
      });
    });

    it('shows people their own access, and why', async () => {
      const { client } = await start();

      const mine = await client('user:default/mara').getMyAccess();

      expect(mine.user.email).toBe('mara@example.com');
      expect(mine.groups.map(({ displayName }) => displayName)).toEqual([
        'Engineering',
      ]);
      expect(
        mine.roles.map(({ resource, role, sources }) => [
          resource.ref,
          role,
          sources.map(({ origin }) => origin.type),
        ]),
      ).toEqual([
        ['cloud/prod', 'readonly', ['group']],
        ['organization', 'collaborator', ['baseline']],
      ]);
      expect(await client().getUserAccess('mara@example.com')).toEqual(mine);
    });

    it('shows people without any access that they have none', async () => {
      const { client } = await start();

      expect(await client('user:default/gone').getMyAccess()).toMatchObject({
        user: { active: false },
        roles: [],
      });
    });

    it('tells people the directory does not know what to do', async () => {
      const { client } = await start();

      await expect(
        client('user:default/nobody').getMyAccess(),
      ).rejects.toMatchObject({
        statusCode: 404,
        body: {
          error: {
            message:
              'The directory does not know user:default/nobody; ask an administrator to add you.',
          },
        },
      });
      await expect(client().getMyAccess()).rejects.toMatchObject({
        statusCode: 403,
      });
    });
  });
});
