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
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { GroupEntity, UserEntity } from '@backstage/catalog-model';
// Only the real plugin can show that the two fit together.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import { CatalogBackend, startCatalog } from './__testUtils__/startCatalog';
import { until } from './__testUtils__/until';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'From a SCIM push to the catalog on %s',
  databaseId => {
    let catalog: CatalogBackend;

    beforeAll(async () => {
      catalog = await startCatalog({
        features: [
          scimPlugin,
          createServiceFactory({
            service: coreServices.database,
            // One for each plugin, because it is asked for.
            deps: { plugin: coreServices.pluginMetadata },
            factory: async () =>
              mockServices.database({ knex: await databases.init(databaseId) }),
          }),
        ],
        config: {
          scim: {
            enabled: true,
            connections: [{ name: 'Example IdP', token: 'push-token' }],
          },
        },
      });
    });

    afterAll(() => catalog.stop());

    async function send(method: string, path: string, body: object) {
      const response = await fetch(`${catalog.url}/api/scim/v2${path}`, {
        method,
        headers: {
          Authorization: 'Bearer push-token',
          'Content-Type': 'application/scim+json',
        },
        body: JSON.stringify(body),
      });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
      }
      return answer;
    }

    const push = (name: string) =>
      send('POST', '/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: `${name}@example.com`,
        displayName: `${name} Example`,
        emails: [{ value: `${name}@example.com`, primary: true }],
        active: true,
      });
    const setActive = (id: string, active: boolean) =>
      send('PATCH', `/Users/${id}`, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', value: { active } }],
      });
    const appears = (name: string) =>
      until(async () => Boolean(await catalog.find('user', name)));
    const vanishes = (name: string) =>
      until(async () => !(await catalog.find('user', name)));

    it('follows people as they join, leave and come back', async () => {
      const { id } = await push('ada');
      await appears('ada');
      await setActive(id, false);
      await vanishes('ada');
      await setActive(id, true);
      await appears('ada');

      expect((await catalog.find('user', 'ada'))?.metadata.annotations).toEqual(
        expect.objectContaining({
          'backstage-scim.dev/user-id': id,
          'backstage-scim.dev/connection': 'Example IdP',
        }),
      );
    });

    it('writes memberships on the people, and nested groups on the parents', async () => {
      const { id } = await push('ben');
      const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
      const platform = await send('POST', '/Groups', {
        schemas,
        displayName: 'Platform',
        members: [{ value: id, type: 'User' }],
      });
      await send('POST', '/Groups', {
        schemas,
        displayName: 'Engineering',
        members: [{ value: platform.id, type: 'Group' }],
      });
      const ben = async () =>
        (await catalog.find('user', 'ben')) as UserEntity | undefined;
      const engineering = async () =>
        (await catalog.find('group', 'engineering')) as GroupEntity | undefined;

      await until(async () =>
        Boolean(
          (await ben())?.spec.memberOf?.length &&
            (
              await engineering()
            )?.spec.children.length,
        ),
      );

      expect((await ben())?.spec.memberOf).toEqual(['platform']);
      expect((await engineering())?.spec.children).toEqual(['platform']);
    });
  },
);
