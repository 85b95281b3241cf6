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

import { UserListItem } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { UserRow } from '../database';
import { countRows } from './countRows';
import { slices } from './slices';
import { toUserSummary } from './summaries';

/** What lists say of people, in the order of the rows. */
export async function describeUsers(
  tx: Knex,
  rows: UserRow[],
): Promise<UserListItem[]> {
  const ids = rows.map(({ id }) => id);
  const connections = await tx('connections').select('id', 'name', 'status');
  const byId = new Map(connections.map(one => [one.id, one]));
  const groups = await countRows(tx, 'group_members', 'user_id', ids);
  const requests = new Map<number, number>();
  for (const slice of slices(ids)) {
    const found = await tx('link_requests')
      .whereIn('user_id', slice)
      .select('user_id', 'connection_id');
    found.forEach(row => requests.set(row.user_id, row.connection_id));
  }
  return rows.map(row => {
    const connection = byId.get(row.connection_id);
    return {
      ...toUserSummary(row, connection?.name),
      synced: row.connection_id !== null,
      status: statusOf(row, connection?.status),
      linkRequestedBy: byId.get(requests.get(row.id))?.name,
      groupCount: groups.get(row.id) ?? 0,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      syncedAt: row.synced_at ?? undefined,
    };
  });
}

function statusOf(
  row: UserRow,
  connectionStatus: string | undefined,
): UserListItem['status'] {
  if (!row.active) {
    return 'inactive';
  }
  if (row.member) {
    return 'active';
  }
  return connectionStatus === 'pending' ? 'waiting' : 'ended';
}

/** Keeps the people whom {@link describeUsers} gives this status. */
export function whereUserStatus(
  query: Knex.QueryBuilder,
  status: UserListItem['status'],
): void {
  if (status === 'inactive') {
    query.where('users.active', false);
    return;
  }
  query.where('users.active', true).where('users.member', status === 'active');
  if (status === 'waiting' || status === 'ended') {
    const pending = (subquery: Knex.QueryBuilder) =>
      subquery.from('connections').select('id').where('status', 'pending');
    query.where(either =>
      status === 'waiting'
        ? either.whereIn('users.connection_id', pending)
        : either
            .whereNull('users.connection_id')
            .orWhereNotIn('users.connection_id', pending),
    );
  }
}
