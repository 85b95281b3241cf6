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
} from '@backstage/backend-plugin-api';
import { authOwnershipResolutionExtensionPoint } from '@backstage/plugin-auth-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { DIRECTORY_EVENT_TOPIC } from '@backstage-scim/plugin-scim-common';
import {
  principalStatusServiceRef,
  scimServiceRef,
} from '@backstage-scim/plugin-scim-node';
import { RefreshTokenRevoker } from './RefreshTokenRevoker';
import { ScimOwnershipResolver } from './ScimOwnershipResolver';

/**
 * Makes nested groups one's own from sign-in on, and keeps people who were
 * deprovisioned from signing in and from refreshing their session.
 *
 * @public
 */
export const authModuleScim = createBackendModule({
  pluginId: 'auth',
  moduleId: 'scim',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        ownership: authOwnershipResolutionExtensionPoint,
        scheduler: coreServices.scheduler,
        scim: scimServiceRef,
        statuses: principalStatusServiceRef,
      },
      async init({
        config,
        events,
        lifecycle,
        logger,
        ownership,
        ...services
      }) {
        if (config.getOptionalBoolean('auth.scim.ownership') ?? true) {
          ownership.setAuthOwnershipResolver(
            new ScimOwnershipResolver(services),
          );
        }
        if (
          config.getOptionalBoolean('auth.experimentalRefreshToken.enabled')
        ) {
          const revoker = new RefreshTokenRevoker({
            database: await services.database.getClient(),
            logger,
            scim: services.scim,
          });
          // Only now are the event bus and the tables of the plugin there.
          lifecycle.addStartupHook(async () => {
            await events.subscribe({
              id: 'scim-refresh-tokens',
              topics: [DIRECTORY_EVENT_TOPIC],
              onEvent: () => revoker.catchUp(),
            });
            // Events may be lost.
            await services.scheduler.scheduleTask({
              id: 'scim-refresh-tokens',
              scope: 'local',
              frequency: { seconds: 10 },
              timeout: { minutes: 1 },
              fn: () => revoker.catchUp(),
            });
          });
        }
      },
    });
  },
});
