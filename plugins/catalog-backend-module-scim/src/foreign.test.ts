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
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
// Only the real plugin can show that the two fit together.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import { DirectoryConflict } from '@backstage-scim/plugin-scim-common';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogBackend, startCatalog } from './__testUtils__/startCatalog';
import { until } from './__testUtils__/until';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** People of a file: one of the same name and email, one of another email. */
const USERS = `
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ada }
spec: { profile: { email: ada@example.com }, memberOf: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: benjamin }
spec: { profile: { email: Ben@example.com }, memberOf: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: cem }
spec: { profile: { email: cem@elsewhere.example }, memberOf: [] }
`;

/** Another provider of groups. */
const teams = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'teams',
  register(reg) {
    reg.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'teams',
          async connect(connection) {
            const annotations = {
              'backstage.io/managed-by-location': 'teams:all',
              'backstage.io/managed-by-origin-location': 'teams:all',
            };
            await connection.applyMutation({
              type: 'full',
              entities: [
                {
                  locationKey: 'teams',
                  entity: {
                    apiVersion: 'backstage.io/v1alpha1',
                    kind: 'Group',
                    metadata: { name: 'security', annotations },
                    spec: { type: 'team', children: [] },
                  },
                },
              ],
            });
          },
        });
      },
    });
  },
});

describe.each(databases.eachSupportedId())(
  'A portal with users from a file and groups from another provider, on %s',
  databaseId => {
    let catalog: CatalogBackend;

    beforeAll(async () => {
      const file = join(await mkdtemp(join(tmpdir(), 'users-')), 'users.yaml');
      await writeFile(file, USERS);
      catalog = await startCatalog({
        features: [
          scimPlugin,
          teams,
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
        catalogConfig: {
          locations: [
            { type: 'file', target: file, rules: [{ allow: ['User'] }] },
          ],
        },
      });
      await until(async () => {
        const others = await Promise.all([
          ...['ada', 'benjamin', 'cem'].map(name => catalog.find('user', name)),
          catalog.find('group', 'security'),
        ]);
        return others.every(entity => entity !== undefined);
      });
    });

    afterAll(() => catalog.stop());

    async function send(
      method: string,
      path: string,
      body?: object,
      authorization = 'Bearer push-token',
    ) {
      const response = await fetch(`${catalog.url}/api/scim${path}`, {
        method,
        headers: {
          Authorization: authorization,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(body),
      });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
      }
      return answer;
    }

    const ask = (path: string) =>
      send('GET', path, undefined, mockCredentials.service.header());
    const pushUser = (name: string) =>
      send('POST', '/v2/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: `${name}@example.com`,
        emails: [{ value: `${name}@example.com`, primary: true }],
        active: true,
      });
    const pushGroup = (displayName: string, ids: string[]) =>
      send('POST', '/v2/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName,
        members: ids.map(value => ({ value })),
      });
    const members = async (group: string) =>
      ((await catalog.find('group', group))?.relations ?? [])
        .filter(({ type }) => type === 'hasMember')
        .map(({ targetRef }) => targetRef)
        .sort();

    it('links who is the same, shows who is not, and loses no membership that can be shown', async () => {
      const ids: Record<string, string> = {};
      for (const name of ['ada', 'ben', 'cem', 'dia']) {
        ids[name] = (await pushUser(name)).id;
      }
      await pushGroup('Platform', Object.values(ids));
      await pushGroup('Security', [ids.dia]);

      // Memberships stand on whichever side is ours.
      await until(
        async () =>
          (await members('platform')).length === 3 &&
          (await members('security')).length === 1,
      );
      expect(await members('platform')).toEqual([
        'user:default/ada',
        'user:default/benjamin',
        'user:default/dia',
      ]);
      expect(await members('security')).toEqual(['user:default/dia']);

      // What others own is as they made it.
      const location = async (kind: string, name: string) =>
        (await catalog.find(kind, name))?.metadata.annotations?.[
          'backstage.io/managed-by-location'
        ];
      expect(await location('user', 'ada')).toMatch(/^file:/);
      expect(await location('user', 'cem')).toMatch(/^file:/);
      expect(await location('group', 'security')).toBe('teams:all');
      expect(await catalog.find('user', 'ben')).toBeUndefined();

      // Administrators see all of it.
      await until(
        async () => (await ask('/directory/conflicts')).items.length === 4,
      );
      const { items } = await ask('/directory/conflicts');
      expect(
        items
          .map(
            (conflict: DirectoryConflict) =>
              `${conflict.entityRef} ${conflict.reason} ${
                conflict.otherEntityRef
              } from ${conflict.otherLocation?.split(':')[0]}`,
          )
          .sort(),
      ).toEqual([
        'group:default/security linked group:default/security from teams',
        'user:default/ada linked user:default/ada from file',
        'user:default/ben linked user:default/benjamin from file',
        'user:default/cem entityTaken user:default/cem from file',
      ]);

      // Whoever signs in as the entity that is linked is that person.
      const principal = '/directory/principal?entityRef=user:default/benjamin';
      expect(await ask(principal)).toMatchObject({ known: true, active: true });
      await send('PATCH', `/v2/Users/${ids.ben}`, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', value: { active: false } }],
      });
      expect(await ask(principal)).toMatchObject({
        known: true,
        active: false,
      });
      await until(async () => (await members('platform')).length === 2);
      expect(await ask(principal)).toMatchObject({
        known: true,
        active: false,
      });
      expect(await location('user', 'benjamin')).toMatch(/^file:/);
    });
  },
);
