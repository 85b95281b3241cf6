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
import type { OrganizationChange } from '../database';
import { whereGroupActive } from './activeGroups';
import { slices } from './slices';

/**
 * Whoever is in an active group is a member of the organization again:
 * enforcement may have ended that while they were in none. Whom a pending
 * connection has brought goes on waiting for its review.
 *
 * @param userIds - row ids of those of the group to look at; all if absent
 */
export async function restoreMembersOf(
  change: OrganizationChange,
  groupId: number,
  userIds?: number[],
): Promise<void> {
  if (!userIds) {
    await restore(change, groupId, people =>
      people.whereIn('id', members =>
        members
          .from('group_members')
          .select('user_id')
          .where('group_id', groupId),
      ),
    );
    return;
  }
  for (const slice of slices(userIds)) {
    await restore(change, groupId, people => people.whereIn('id', slice));
  }
}

async function restore(
  change: OrganizationChange,
  groupId: number,
  narrow: (people: Knex.QueryBuilder) => void,
): Promise<void> {
  const { tx } = change;
  const restored = await tx('users')
    .modify(narrow)
    .where('member', false)
    .whereExists(whereGroupActive(tx('groups').where('groups.id', groupId)))
    .where(settled =>
      settled
        .whereNull('connection_id')
        .orWhereNotIn('connection_id', pending =>
          pending.from('connections').select('id').where('status', 'pending'),
        ),
    )
    .update({ member: true })
    .returning(['uuid', 'entity_name']);
  for (const { uuid, entity_name: entityName } of restored) {
    change.touch({ kind: 'user', uuid, entityName });
  }
}
