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

import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { HumanDuration, JsonObject } from '@backstage/types';
import catalogModuleScim from '..';

/** A back end with a real catalog that follows a directory. */
export interface CatalogBackend {
  url: string;
  find(kind: string, name: string): Promise<Entity | undefined>;
  stop(): Promise<void>;
}

/**
 * @param options - `features` brings the SCIM plugin and a database;
 * `pollInterval` is an hour if absent, so that events alone count
 */
export async function startCatalog(options: {
  features: BackendFeature[];
  pollInterval?: HumanDuration;
  config?: JsonObject;
  /** Below `catalog`. */
  catalogConfig?: JsonObject;
}): Promise<CatalogBackend> {
  const { features, pollInterval = { hours: 1 } } = options;
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleScim,
      eventsServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          ...options.config,
          catalog: {
            providers: { scim: { pollInterval } },
            ...options.catalogConfig,
          },
        },
      }),
      ...features,
    ],
  });
  const url = `http://localhost:${backend.server.port()}`;
  return {
    url,
    async find(kind, name) {
      const response = await fetch(
        `${url}/api/catalog/entities/by-name/${kind}/default/${name}`,
        { headers: { Authorization: mockCredentials.service.header() } },
      );
      return response.ok ? response.json() : undefined;
    },
    stop: () => backend.stop(),
  };
}
