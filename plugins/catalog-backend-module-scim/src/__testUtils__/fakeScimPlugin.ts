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
import { DIRECTORY_EVENT_TOPIC } from '@backstage-scim/plugin-scim-common';
import express, { Request } from 'express';
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
          const answers: Record<string, (req: Request) => Promise<object>> = {
            'GET /directory': ({ query }) =>
              directory.listDirectory({
                cursor: query.cursor as string | undefined,
              }),
            'GET /directory/changes': ({ query }) =>
              directory.listDirectoryChanges({ since: Number(query.since) }),
            'POST /directory/conflicts': ({ body }) =>
              directory.reportConflicts(body),
            'POST /directory/removals': ({ body }) =>
              directory.checkRemovals(body),
          };
          httpRouter.use(express.json());
          httpRouter.use((req, res, next) => {
            answers[`${req.method} ${req.path}`](req).then(
              body => res.json(body),
              next,
            );
          });
        },
      });
    },
  });
  return { feature, announce: () => announce() };
}
