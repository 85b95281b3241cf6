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
  const members = new Map<number, GroupMember[]>(groupIds.map(id => [id, []]));
  for (const ids of slices(groupIds)) {
    const users = await tx('group_members')
      .join('users', 'users.id', 'group_members.user_id')
      .whereIn('group_members.group_id', ids)
      .orderBy('users.id')
      .select(
        'group_members.group_id',
        'users.uuid',
        'users.display_name',
        'users.user_name',
      );
    for (const row of users) {
      members.get(row.group_id)!.push({
        value: row.uuid,
        type: 'User',
        display: row.display_name ?? row.user_name,
      });
    }
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
