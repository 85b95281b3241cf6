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
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { scimHttpAuthServiceFactory } from '@backstage-scim/plugin-auth-backend-module-scim';
import catalogModuleScim from '@backstage-scim/plugin-catalog-backend-module-scim';
// The module cannot be told when to reconcile; what it is made of can.
/* eslint-disable @backstage/no-forbidden-package-imports */
import { DatabaseCatalogTurn } from '@backstage-scim/plugin-catalog-backend-module-scim/src/CatalogTurn';
import { DefaultCatalogView } from '@backstage-scim/plugin-catalog-backend-module-scim/src/CatalogView';
import { EntityBuilder } from '@backstage-scim/plugin-catalog-backend-module-scim/src/EntityBuilder';
import { ScimEntityProvider } from '@backstage-scim/plugin-catalog-backend-module-scim/src/ScimEntityProvider';
/* eslint-enable @backstage/no-forbidden-package-imports */
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import { scimServiceRef } from '@backstage-scim/plugin-scim-node';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { connect } from '../databases/connect';
import { CatalogProcessOptions, ReconcileMeasures } from './CatalogProcess';

/** The module's provider alone, to be told when to reconcile. */
let provider: ScimEntityProvider;
const reconcileOnDemand = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'scim-on-demand',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        catalogService: catalogServiceRef,
        database: coreServices.database,
        logger: coreServices.logger,
        scim: scimServiceRef,
      },
      async init({ auth, catalog, catalogService, database, logger, scim }) {
        provider = new ScimEntityProvider({
          scim,
          logger,
          catalog: new DefaultCatalogView(catalogService, auth),
          turn: new DatabaseCatalogTurn(database, logger),
          builder: new EntityBuilder({ logger }),
          limits: { entities: 10, percentage: 20 },
        });
        catalog.addEntityProvider(provider);
      },
    });
  },
});

async function serve(options: CatalogProcessOptions): Promise<string> {
  const { scim, catalog, follows } = options;
  const databases = { scim: connect(scim), catalog: connect(catalog) };
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      follows ? catalogModuleScim : reconcileOnDemand,
      scimPlugin,
      eventsServiceFactory,
      scimHttpAuthServiceFactory,
      createServiceFactory({
        service: coreServices.database,
        deps: { plugin: coreServices.pluginMetadata },
        factory: ({ plugin }) => ({
          getClient: async () =>
            databases[plugin.getId() as keyof typeof databases],
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          scim: {
            enabled: true,
            rateLimit: { requestsPerSecond: 1e9, burst: 1e9 },
            connections: [],
          },
          catalog: {
            stitchingStrategy: { pollingInterval: { milliseconds: 200 } },
            // What the catalog does with the entities is not measured here.
            ...(follows ? {} : { processingInterval: false }),
          },
        },
      }),
    ],
  });
  return `http://localhost:${server.port()}/api`;
}

async function reconcile(): Promise<ReconcileMeasures> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.memoryUsage().rss;
  delay.enable();
  const startedAt = performance.now();
  await provider.reconcile();
  const seconds = (performance.now() - startedAt) / 1000;
  delay.disable();
  return {
    seconds,
    blockedMs: delay.max / 1e6,
    blockedP99Ms: delay.percentile(99) / 1e6,
    grownMb: (process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20,
  };
}

process.on('message', async (message: unknown) => {
  const { start, run } = Object(message);
  try {
    if (start) {
      process.send!({ answer: await serve(start) });
    } else if (run) {
      process.send!({ answer: await reconcile() });
    }
  } catch (error) {
    process.stderr.write(`${error}\n`);
    process.exit(1);
  }
});
process.once('disconnect', () => process.exit());
