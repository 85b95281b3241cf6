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
import { everyPage } from '../__testUtils__/everyPage';
import { ADMINISTRATOR, startPortal } from '../__testUtils__/startPortal';
import { testDatabases } from '../__testUtils__/testDatabases';
import {
  buildWorld,
  WorldDescription,
} from '../enforcement/__testUtils__/buildWorld';

jest.setTimeout(60_000);

const world: WorldDescription = {
  clouds: { alpha: ['one'], beta: ['two'], gamma: [] },
  users: ['Zoe@example.com', 'ann@example.com', 'ben@example.com'],
  bindings: [
    ['cloud/beta', 'owner', { user: 'Zoe@example.com' }],
    ['cloud/gamma', 'collaborator', { user: 'Zoe@example.com' }],
    ['cloud/alpha', 'collaborator', { user: 'ann@example.com' }],
    ['cloud/beta', 'collaborator', { user: 'ann@example.com' }],
    // Ben is set up: he holds a role on a project of the cloud.
    ['cloud/alpha', 'owner', { user: 'ben@example.com' }],
    ['project/alpha/one', 'readonly', { user: 'ben@example.com' }],
  ],
};

describe('The permission check API', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let portal: Awaited<ReturnType<typeof startPortal>>;
    beforeAll(async () => {
      const database = await databases.create(id);
      await buildWorld(database, world);
      portal = await startPortal(database);
    });

    it('lists who is only half set up, every page once', async () => {
      const client = portal.client(ADMINISTRATOR);

      const pages = await everyPage(client.checkPermissions, 3);

      expect(
        pages.map(page =>
          page.map(row => [row.user.email, row.resource.name, row.role]),
        ),
      ).toEqual([
        [
          ['ann@example.com', 'alpha', 'collaborator'],
          ['ann@example.com', 'beta', 'collaborator'],
          ['Zoe@example.com', 'beta', 'owner'],
        ],
        [['Zoe@example.com', 'gamma', 'collaborator']],
      ]);
      expect(await client.checkPermissions({ limit: 1 })).toMatchObject({
        totalItems: 4,
        totalUsers: 2,
        items: [{ issue: 'No project permissions' }],
      });
    });

    it('searches by person', async () => {
      const found = await portal.client().checkPermissions({ search: 'ZOE' });

      expect(found.items.map(({ resource }) => resource.ref)).toEqual([
        'cloud/beta',
        'cloud/gamma',
      ]);
      expect(found).toMatchObject({ totalItems: 2, totalUsers: 1 });
    });

    it('answers 400 to a cursor it never gave', async () => {
      const cursor = Buffer.from('["a",9e15,"b","c"]').toString('base64url');

      const { status, body } = await portal.send({
        method: 'GET',
        path: `/permission-check?cursor=${cursor}`,
        authorization: mockCredentials.service.header(),
      });

      expect([status, body.error.name]).toEqual([400, 'InputError']);
    });
  });
});
