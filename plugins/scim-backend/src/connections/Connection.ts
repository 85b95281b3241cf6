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

import { ConnectionOptions } from '@backstage-scim/plugin-scim-common';
import type { ConnectionRow } from '../database';

/** An identity provider that pushes over SCIM. */
export interface Connection extends ConnectionOptions {
  id: number;
  uuid: string;
  /** Unique; shown wherever something is synced. */
  name: string;
  /** `okta`, `entra`, … or `generic`. */
  provider: string;
  status: 'pending' | 'active' | 'paused';
}

/** Evens out the engines: SQLite has no booleans. */
export function toConnection(row: ConnectionRow): Connection {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    provider: row.provider,
    status: row.status,
    linking: row.linking,
    linkWithAccess: row.link_with_access,
    roleSync: Boolean(row.role_sync),
    rolesFromGroups: Boolean(row.roles_from_groups),
    namespace: row.namespace,
    rateLimit:
      row.requests_per_second === null || row.burst === null
        ? undefined
        : { requestsPerSecond: row.requests_per_second, burst: row.burst },
  };
}
