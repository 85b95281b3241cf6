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

import { DirectoryStatus } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { ConnectionRow } from '../database';

/** Numbers of the directory, and when its connections were last heard of. */
export async function readDirectoryStatus(tx: Knex): Promise<DirectoryStatus> {
  const count = async (
    table: 'users' | 'groups',
    narrow: (query: Knex.QueryBuilder) => void,
  ) => {
    const row = await tx(table).modify(narrow).count({ count: '*' }).first();
    return Number(row?.count ?? 0);
  };
  const { revision } = await tx('organization').first('revision');
  const connections: ConnectionRow[] = await tx('connections').orderBy('name');
  return {
    revision,
    users: {
      active: await count('users', query =>
        query.where({ active: true, member: true }),
      ),
      inactive: await count('users', query => query.where({ active: false })),
      ended: await count('users', query =>
        query.where({ active: true, member: false }),
      ),
      unsynced: await count('users', query => query.whereNull('connection_id')),
    },
    groups: {
      synced: await count('groups', query =>
        query.whereNotNull('connection_id').where({ linked: true }),
      ),
      waiting: await count('groups', query =>
        query.whereNotNull('connection_id').where({ linked: false }),
      ),
      local: await count('groups', query => query.whereNull('connection_id')),
    },
    connections: connections.map(row => ({
      id: row.uuid,
      name: row.name,
      provider: row.provider,
      status: row.status,
      lastRequestAt: row.last_push_at ?? undefined,
    })),
  };
}
