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
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { durationToMilliseconds } from '@backstage/types';
import {
  DIRECTORY_EVENT_TOPIC,
  DirectoryEventPayload,
} from '@backstage-scim/plugin-scim-common';
import { scimServiceRef } from '@backstage-scim/plugin-scim-node';
import { DatabaseCatalogTurn } from './CatalogTurn';
import { DefaultCatalogView } from './CatalogView';
import { DirectoryFollower } from './DirectoryFollower';
import { EntityBuilder } from './EntityBuilder';
import { readRemovalLimits } from './RemovalLimits';
import { ScimEntityProvider } from './ScimEntityProvider';
import { collectTransformers } from './collectTransformers';
import { scimCatalogTransformExtensionPoint } from './transformers';

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  // Every replica reconciles once when it starts.
  initialDelay: { minutes: 5 },
  timeout: { minutes: 15 },
};

const DEFAULT_POLL_INTERVAL = { seconds: 10 };

/**
 * Adds the users and groups of the SCIM plugin to the catalog.
 *
 * @public
 */
export const catalogModuleScim = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'scim',
  register(reg) {
    const transformers = collectTransformers();
    reg.registerExtensionPoint(
      scimCatalogTransformExtensionPoint,
      transformers.extensionPoint,
    );
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        catalogService: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        scim: scimServiceRef,
      },
      async init({
        auth,
        catalog,
        catalogService,
        config: rootConfig,
        database,
        events,
        lifecycle,
        logger,
        scheduler,
        scim,
      }) {
        const config = rootConfig.getOptionalConfig('catalog.providers.scim');
        const providerLogger = logger.child({ target: 'scim' });
        const provider = new ScimEntityProvider({
          scim,
          logger: providerLogger,
          catalog: new DefaultCatalogView(catalogService, auth),
          turn: new DatabaseCatalogTurn(database, providerLogger),
          builder: new EntityBuilder({
            logger: providerLogger,
            ...transformers.collected,
          }),
          limits: readRemovalLimits(config),
        });
        const follower = new DirectoryFollower({
          catchUp: () => provider.catchUp(),
          logger: providerLogger,
          pollMs: durationToMilliseconds(
            config?.has('pollInterval')
              ? readDurationFromConfig(config, { key: 'pollInterval' })
              : DEFAULT_POLL_INTERVAL,
          ),
        });

        catalog.addEntityProvider(provider);
        await scheduler.scheduleTask({
          ...(config?.has('schedule')
            ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
                config.getConfig('schedule'),
              )
            : DEFAULT_SCHEDULE),
          id: 'scim-entity-provider:reconcile',
          fn: () => provider.reconcile(),
        });
        // Only now is the event bus there: whoever subscribes earlier may be
        // left with the events of their own process for good.
        lifecycle.addStartupHook(async () => {
          follower.start();
          await events.subscribe({
            id: 'scim-entity-provider',
            topics: [DIRECTORY_EVENT_TOPIC],
            onEvent: async ({ eventPayload }) => {
              const { removalsApproved } =
                eventPayload as DirectoryEventPayload;
              if (removalsApproved) {
                await provider.reconcile();
              }
              follower.hint();
            },
          });
        });
        lifecycle.addShutdownHook(() => follower.stop());
      },
    });
  },
});
