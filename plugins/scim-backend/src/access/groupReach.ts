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

import { Knex } from 'knex';
import { MAX_GROUP_LEVELS, whereGroupActive } from '../directory';

/**
 * Adds the common table expression `reach` to a query: from each group of
 * `start`, the active groups it lies in, level by level.
 *
 * Columns: `start_id`; `group_id`; `level`, 1 for the start itself; `via_id`,
 * the group one level below. A cycle ends at the last level.
 *
 * @param start - selects ids of groups as `id`
 */
export function withGroupReach(
  query: Knex.QueryBuilder,
  tx: Knex,
  start: Knex.QueryBuilder,
): Knex.QueryBuilder {
  const nested = whereGroupActive(tx('reach'))
    .join('group_subgroups', 'group_subgroups.subgroup_id', 'reach.group_id')
    .join('groups', 'groups.id', 'group_subgroups.group_id')
    .where('reach.level', '<', MAX_GROUP_LEVELS)
    .select(
      'reach.start_id',
      'groups.id',
      tx.raw('reach.level + 1'),
      'reach.group_id',
    );
  const first = whereGroupActive(tx('groups'))
    .whereIn('groups.id', start)
    .select(
      'groups.id as start_id',
      'groups.id as group_id',
      tx.raw('1 as level'),
      tx.raw('cast(null as integer) as via_id'),
    );
  return query.withRecursive(
    'reach',
    ['start_id', 'group_id', 'level', 'via_id'],
    // UNION, not UNION ALL: each way of getting to a group counts once.
    first.union(nested),
  );
}
