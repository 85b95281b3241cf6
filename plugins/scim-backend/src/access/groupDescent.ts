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
 * Adds a common table expression to a query: from each group of `start`, the
 * active groups in it, level by level. The other way round than `groupReach`.
 *
 * Columns: `start_id`; `group_id`; `level`, 1 for the start itself; `via_id`,
 * the group one level above. A cycle ends at the last level.
 *
 * @param name - of the expression
 * @param start - selects ids of groups as `id`
 */
export function withGroupDescent(
  query: Knex.QueryBuilder,
  tx: Knex,
  name: string,
  start: Knex.QueryBuilder,
): Knex.QueryBuilder {
  const nested = whereGroupActive(tx(name))
    .join('group_subgroups', 'group_subgroups.group_id', `${name}.group_id`)
    .join('groups', 'groups.id', 'group_subgroups.subgroup_id')
    .where(`${name}.level`, '<', MAX_GROUP_LEVELS)
    .select(
      `${name}.start_id`,
      'groups.id',
      tx.raw('?? + 1', [`${name}.level`]),
      `${name}.group_id`,
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
    name,
    ['start_id', 'group_id', 'level', 'via_id'],
    // UNION, not UNION ALL: each way of getting to a group counts once.
    first.union(nested),
  );
}
