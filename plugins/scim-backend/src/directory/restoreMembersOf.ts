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
import { whereGroupActive } from './activeGroups';

/**
 * Whoever is in an active group is a member of the organization again: what
 * being added to one does, for a group that has become active.
 */
export async function restoreMembersOf(
  change: OrganizationChange,
  groupId: number,
): Promise<void> {
  const active = await whereGroupActive(
    change.tx('groups').where('groups.id', groupId),
  ).first('groups.id');
  if (!active) {
    return;
  }
  const restored = await change
    .tx('users')
    .where('member', false)
    .whereIn('id', members =>
      members
        .from('group_members')
        .select('user_id')
        .where('group_id', groupId),
    )
    .whereNotIn('id', waiting =>
      waiting
        .from('users as theirs')
        .join('connections', 'connections.id', 'theirs.connection_id')
        .where('connections.status', 'pending')
        .select('theirs.id'),
    )
    .update({ member: true })
    .returning(['uuid', 'entity_name']);
  for (const { uuid, entity_name: entityName } of restored) {
    change.touch({ kind: 'user', uuid, entityName });
  }
}
