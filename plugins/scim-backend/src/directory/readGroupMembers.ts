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
import type { GroupMember } from './MemberChange';
import { slices } from './slices';

/** The direct members of groups, people first, by the groups' row id. */
export async function readGroupMembers(
  tx: Knex,
  groupIds: number[],
): Promise<Map<number, GroupMember[]>> {
  const members = await readPeopleOf(tx, 'group_members', 'group_id', groupIds);
  for (const ids of slices(groupIds)) {
    const groups = await tx('group_subgroups')
      .join('groups', 'groups.id', 'group_subgroups.subgroup_id')
      .whereIn('group_subgroups.group_id', ids)
      .orderBy('groups.id')
      .select('group_subgroups.group_id', 'groups.uuid', 'groups.display_name');
    for (const row of groups) {
      members.get(row.group_id)!.push({
        value: row.uuid,
        type: 'Group',
        display: row.display_name,
      });
    }
  }
  return members;
}

/** Who holds portal roles, by the roles' row id. */
export async function readRoleMembers(
  tx: Knex,
  roleIds: number[],
): Promise<Map<number, GroupMember[]>> {
  return readPeopleOf(tx, 'user_roles', 'portal_role_id', roleIds);
}

async function readPeopleOf(
  tx: Knex,
  table: 'group_members' | 'user_roles',
  column: 'group_id' | 'portal_role_id',
  ids: number[],
): Promise<Map<number, GroupMember[]>> {
  const members = new Map<number, GroupMember[]>(ids.map(id => [id, []]));
  for (const slice of slices(ids)) {
    const users = await tx(table)
      .join('users', 'users.id', `${table}.user_id`)
      .whereIn(`${table}.${column}`, slice)
      .orderBy('users.id')
      .select('users.uuid', 'users.display_name', 'users.user_name', {
        holder: `${table}.${column}`,
      });
    for (const row of users) {
      members.get(row.holder)!.push({
        value: row.uuid,
        type: 'User',
        display: row.display_name ?? row.user_name,
      });
    }
  }
  return members;
}
