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

/** Whether a group has more direct members than that. */
export async function groupHasMoreMembers(
  tx: Knex,
  groupId: number,
  limit: number,
): Promise<boolean> {
  const rowsOf = (table: 'group_members' | 'group_subgroups') =>
    tx(table).where({ group_id: groupId }).select('group_id');
  return hasMoreRows(
    rowsOf('group_members').unionAll(rowsOf('group_subgroups')),
    limit,
  );
}

/** Whether more people than that hold a portal role. */
export async function roleHasMoreMembers(
  tx: Knex,
  roleId: number,
  limit: number,
): Promise<boolean> {
  return hasMoreRows(
    tx('user_roles').where({ portal_role_id: roleId }).select('user_id'),
    limit,
  );
}

/** Reads as many rows as it takes to know, however many there are. */
async function hasMoreRows(
  rows: Knex.QueryBuilder,
  limit: number,
): Promise<boolean> {
  return (await rows.limit(limit + 1)).length > limit;
}
