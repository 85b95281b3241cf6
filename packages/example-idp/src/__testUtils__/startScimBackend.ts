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

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import scimPlugin from '@backstage-scim/plugin-scim-backend';

/** Bearer token of the connection. */
export const TOKEN = 'token-of-the-example-idp';

/**
 * Starts a back end with the SCIM plugin, on a database of its own.
 *
 * @param options - `knex` is the database, SQLite in memory unless set;
 * `rateLimit` as in its configuration
 */
export async function startScimBackend(
  options: { knex?: Knex; rateLimit?: JsonObject } = {},
) {
  const backend = await startTestBackend({
    features: [
      scimPlugin,
      ...(options.knex
        ? [
            mockServices.database.mock({ getClient: async () => options.knex! })
              .factory,
          ]
        : []),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          organization: { name: 'Example' },
          scim: {
            enabled: true,
            ...(options.rateLimit && { rateLimit: options.rateLimit }),
            connections: [
              { name: 'Example IdP', provider: 'generic', token: TOKEN },
            ],
          },
        },
      }),
    ],
  });
  return {
    scimUrl: `http://localhost:${backend.server.port()}/api/scim/v2`,
    apiUrl: `http://localhost:${backend.server.port()}/api/scim`,
    stop: () => backend.stop(),
  };
}
