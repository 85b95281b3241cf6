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

/**
 * Says that a connection now counts, or no longer does: its groups appear in
 * the catalog or go, and the people in them are members of them or not.
 */
export async function touchConnection(
  change: OrganizationChange,
  connectionId: number,
): Promise<void> {
  const groups = await change
    .tx('groups')
    .where('connection_id', connectionId)
    .select('uuid', 'entity_name');
  const parents = await change
    .tx('groups as parent')
    .join('group_subgroups', 'group_subgroups.group_id', 'parent.id')
    .join('groups as child', 'child.id', 'group_subgroups.subgroup_id')
    .where('child.connection_id', connectionId)
    .distinct('parent.uuid', 'parent.entity_name');
  const members = await change
    .tx('users')
    .join('group_members', 'group_members.user_id', 'users.id')
    .join('groups', 'groups.id', 'group_members.group_id')
    .where('groups.connection_id', connectionId)
    .distinct('users.uuid', 'users.entity_name');
  change.mark();
  for (const { uuid, entity_name: entityName } of [...groups, ...parents]) {
    change.touch({ kind: 'group', uuid, entityName });
  }
  for (const { uuid, entity_name: entityName } of members) {
    change.touch({ kind: 'user', uuid, entityName });
  }
}
