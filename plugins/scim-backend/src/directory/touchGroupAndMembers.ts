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

import type { OrganizationChange } from '../database';
import type { StoredGroup } from './storedRows';

/** Says that a group counts now, or no longer, or under another name. */
export async function touchGroupAndMembers(
  change: OrganizationChange,
  group: Pick<StoredGroup, 'id' | 'uuid' | 'entity_name'>,
): Promise<void> {
  const { tx } = change;
  const parents = await tx('groups')
    .join('group_subgroups', 'group_subgroups.group_id', 'groups.id')
    .where('group_subgroups.subgroup_id', group.id)
    .select('groups.uuid', 'groups.entity_name');
  for (const row of [group, ...parents]) {
    change.touch({
      kind: 'group',
      uuid: row.uuid,
      entityName: row.entity_name,
    });
  }
  const members = await tx('users')
    .join('group_members', 'group_members.user_id', 'users.id')
    .where('group_members.group_id', group.id)
    .select('users.uuid', 'users.entity_name');
  for (const { uuid, entity_name: entityName } of members) {
    change.touch({ kind: 'user', uuid, entityName });
  }
}
