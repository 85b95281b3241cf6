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
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { HumanDuration } from '@backstage/types';
import { Knex } from 'knex';
import catalogModuleScim from '..';
import { FakeDirectory } from './FakeDirectory';
import { fakeScimPlugin } from './fakeScimPlugin';

/** A back end with a real catalog that follows a {@link FakeDirectory}. */
export interface CatalogBackend {
  /** Publishes the event that says that the directory changed. */
  announce(): Promise<void>;
  find(kind: string, name: string): Promise<Entity | undefined>;
  stop(): Promise<void>;
}

/** @param options - `pollInterval` is an hour if absent: events alone count */
export async function startCatalog(options: {
  directory: FakeDirectory;
  knex: Knex;
  pollInterval?: HumanDuration;
}): Promise<CatalogBackend> {
  const { directory, knex, pollInterval = { hours: 1 } } = options;
  const scim = fakeScimPlugin(directory);
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleScim,
      scim.feature,
      eventsServiceFactory,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: { catalog: { providers: { scim: { pollInterval } } } },
      }),
    ],
  });
  return {
    announce: scim.announce,
    async find(kind, name) {
      const response = await fetch(
        `http://localhost:${backend.server.port()}/api/catalog/entities/by-name/${kind}/default/${name}`,
        { headers: { Authorization: mockCredentials.service.header() } },
      );
      return response.ok ? response.json() : undefined;
    },
    stop: () => backend.stop(),
  };
}
