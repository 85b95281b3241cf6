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
  BackendFeature,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  CatalogRemovals,
  DIRECTORY_EVENT_TOPIC,
  DirectoryConflictReport,
} from '@backstage-scim/plugin-scim-common';
import { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { FakeDirectory } from './FakeDirectory';

/** Serves a {@link FakeDirectory} as the SCIM plugin does. */
export function fakeScimPlugin(directory: FakeDirectory): {
  feature: BackendFeature;
  /** Publishes the event that says that the directory changed. */
  announce(): Promise<void>;
} {
  let announce = async () => {};
  const feature = createBackendPlugin({
    pluginId: 'scim',
    register(reg) {
      reg.registerInit({
        deps: {
          events: eventsServiceRef,
          httpRouter: coreServices.httpRouter,
        },
        async init({ events, httpRouter }) {
          announce = () =>
            events.publish({
              topic: DIRECTORY_EVENT_TOPIC,
              eventPayload: { revision: directory.revision },
            });
          const answer = async (req: IncomingMessage): Promise<object> => {
            const { pathname, searchParams } = new URL(req.url!, 'http://scim');
            switch (`${req.method} ${pathname}`) {
              case 'GET /directory':
                return directory.listDirectory({
                  cursor: searchParams.get('cursor') ?? undefined,
                });
              case 'GET /directory/changes':
                return directory.listDirectoryChanges({
                  since: Number(searchParams.get('since')),
                });
              case 'POST /directory/conflicts':
                return directory.reportConflicts(
                  (await json(req)) as DirectoryConflictReport,
                );
              default:
                return directory.checkRemovals(
                  (await json(req)) as CatalogRemovals,
                );
            }
          };
          httpRouter.use((req, res, next) => {
            answer(req).then(body => res.json(body), next);
          });
        },
      });
    },
  });
  return { feature, announce: () => announce() };
}
