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
import type { Connection } from '../connections';
import { askOften, type GroupRow } from '../database';
import { slices } from './slices';

/** A group that somebody is in. */
export type GroupOfUser = Pick<GroupRow, 'uuid' | 'display_name'>;

/**
 * The groups that people are direct members of, by the people's row id.
 *
 * @param viewer - a connection that looks; for it, teams that only the portal
 * knows have no members
 */
export async function readGroupsOfUsers(
  tx: Knex,
  userIds: number[],
  viewer?: Connection,
): Promise<Map<number, GroupOfUser[]>> {
  const groups = new Map<number, GroupOfUser[]>();
  for (const ids of slices(userIds)) {
    const query = tx('group_members')
      .join('groups', 'groups.id', 'group_members.group_id')
      .whereIn('group_members.user_id', ids)
      .modify(groupsOnly => {
        if (viewer) {
          groupsOnly.whereNotNull('groups.connection_id');
        }
      })
      .orderBy('groups.id')
      .select('group_members.user_id', 'groups.uuid', 'groups.display_name');
    const rows =
      ids.length === 1
        ? await askOften(tx, titleFor(viewer), query)
        : await query;
    for (const { user_id: userId, ...group } of rows) {
      groups.set(userId, [...(groups.get(userId) ?? []), group]);
    }
  }
  return groups;
}

/** Lookups of one person come all the time. */
function titleFor(viewer: Connection | undefined): string {
  return viewer ? 'synced groups of a person' : 'groups of a person';
}
