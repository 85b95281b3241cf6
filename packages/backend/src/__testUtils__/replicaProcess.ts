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
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import catalogModuleScim from '@backstage-scim/plugin-catalog-backend-module-scim';
import permissionModuleScim from '@backstage-scim/plugin-permission-backend-module-scim';
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import knexFactory from 'knex';

/** A replica's own process: a back end on a database that others share. */
async function run(url: string): Promise<void> {
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleScim,
      eventsPlugin,
      eventsServiceFactory,
      permissionPlugin,
      permissionModuleScim,
      scimPlugin,
      createServiceFactory({
        service: coreServices.database,
        deps: { plugin: coreServices.pluginMetadata },
        async factory({ plugin }) {
          const schema = plugin.getId();
          const knex = knexFactory({
            client: 'pg',
            connection: url,
            searchPath: [schema],
            pool: { min: 0, max: 5 },
          });
          await knex.raw('create schema if not exists ??', [schema]);
          return { getClient: async () => knex };
        },
      }),
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          events: { useEventBus: 'always' },
          scim: {
            enabled: true,
            rateLimit: { requestsPerSecond: 10_000, burst: 10_000 },
            connections: [{ name: 'Example IdP', token: 'push-token' }],
          },
          catalog: {
            // What is lost with a replica is noticed in these times; what the
            // catalog itself was at, by default after up to 150 seconds.
            providers: { scim: { pollInterval: { seconds: 3 } } },
            processingInterval: { seconds: 5 },
            stitchingStrategy: {
              pollingInterval: { milliseconds: 200 },
              stitchTimeout: { seconds: 5 },
            },
          },
        },
      }),
    ],
  });
  process.send!({ port: server.port() });
}

process.once('message', (message: unknown) => {
  run((message as { url: string }).url).catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
});
process.once('disconnect', () => process.exit());
