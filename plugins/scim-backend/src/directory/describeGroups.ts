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

import { GroupListItem } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { GroupRow } from '../database';
import { countRows } from './countRows';
import { toGroupSummary } from './summaries';

/** What lists say of groups, in the order of the rows. */
export async function describeGroups(
  tx: Knex,
  rows: GroupRow[],
): Promise<GroupListItem[]> {
  const ids = rows.map(({ id }) => id);
  const connections = await tx('connections').select('id', 'name');
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  const members = await countRows(tx, 'group_members', 'group_id', ids);
  const bindings = await countRows(tx, 'bindings', 'group_id', ids);
  return rows.map(row => ({
    ...toGroupSummary(row, names.get(row.connection_id)),
    state: stateOf(row),
    memberCount: members.get(row.id) ?? 0,
    bindingCount: bindings.get(row.id) ?? 0,
    linkedEntityRef: row.linked_entity_ref ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    syncedAt: row.synced_at ?? undefined,
  }));
}

function stateOf(row: GroupRow): GroupListItem['state'] {
  if (row.connection_id === null) {
    return 'local';
  }
  return row.linked ? 'synced' : 'waiting';
}

/** Keeps the groups that {@link describeGroups} says are in this state. */
export function whereGroupState(
  query: Knex.QueryBuilder,
  state: GroupListItem['state'],
): void {
  if (state === 'local') {
    query.whereNull('groups.connection_id');
  } else {
    query
      .whereNotNull('groups.connection_id')
      .where('groups.linked', state === 'synced');
  }
}
