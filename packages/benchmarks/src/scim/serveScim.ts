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
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import { connect, DatabaseAddress } from '../databases/connect';

/**
 * The plugin in a back end of its own, over real HTTP. The rate limit is lifted:
 * it is not what is measured.
 *
 * @returns the address of SCIM
 */
export async function serveScim(address: DatabaseAddress): Promise<string> {
  const knex = connect(address);
  const database = createServiceFactory({
    service: coreServices.database,
    deps: {},
    factory: () => ({ getClient: async () => knex }),
  });
  const { server } = await startTestBackend({
    features: [
      scimPlugin,
      database,
      mockServices.rootConfig.factory({
        data: {
          organization: { name: 'Example' },
          permission: { enabled: true },
          scim: {
            enabled: true,
            rateLimit: { requestsPerSecond: 1e9, burst: 1e9 },
            connections: [],
          },
        },
      }),
    ],
  });
  return `http://localhost:${server.port()}/api/scim/v2`;
}
