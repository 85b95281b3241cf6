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
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  DIRECTORY_EVENT_TOPIC,
  DirectoryEventPayload,
} from '@backstage-scim/plugin-scim-common';
import { ScimDatabase } from './database';

/**
 * SCIM 2.0 service provider, access engine and enforcement.
 *
 * @public
 */
export const scimPlugin = createBackendPlugin({
  pluginId: 'scim',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        logger: coreServices.logger,
      },
      async init({ config, database, events, logger }) {
        const scimDatabase = await ScimDatabase.create({
          database,
          organizationName:
            config.getOptionalString('organization.name') ?? 'Organization',
        });

        scimDatabase.onCommit(({ revision, touchesDirectory }) => {
          if (touchesDirectory) {
            const eventPayload: DirectoryEventPayload = { revision };
            events
              .publish({ topic: DIRECTORY_EVENT_TOPIC, eventPayload })
              .catch(error =>
                logger.warn('Could not announce a directory change', error),
              );
          }
        });
      },
    });
  },
});
