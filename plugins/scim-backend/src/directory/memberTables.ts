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
import { isResourceId } from './resourceId';
import { slices } from './slices';

/** Where a group's people, or the groups inside it, are kept. */
export interface MemberTable {
  kind: 'user' | 'group';
  rows: 'users' | 'groups';
  memberships: 'group_members' | 'group_subgroups';
  column: 'user_id' | 'subgroup_id';
}

/** The people of groups. */
export const peopleTable: MemberTable = {
  kind: 'user',
  rows: 'users',
  memberships: 'group_members',
  column: 'user_id',
};

/** The groups directly inside groups. */
export const subgroupTable: MemberTable = {
  kind: 'group',
  rows: 'groups',
  memberships: 'group_subgroups',
  column: 'subgroup_id',
};

/** Somebody or something that can be in a group. */
export interface Candidate {
  id: number;
  uuid: string;
  entity_name: string;
  connection_id: number | null;
  display: string;
}

/** Those of these SCIM ids that exist. */
export async function findCandidates(
  tx: Knex,
  { kind, rows }: MemberTable,
  uuids: string[],
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const slice of slices(uuids.filter(isResourceId))) {
    const candidates = await tx(rows)
      .whereIn('uuid', slice)
      .select('id', 'uuid', 'entity_name', 'connection_id', {
        display:
          kind === 'user'
            ? tx.raw('coalesce(??, ??)', ['display_name', 'user_name'])
            : 'display_name',
      });
    found.push(...candidates);
  }
  return found;
}

/** Those of these SCIM ids that exist, as SCIM shows members. */
export async function findMembers(
  tx: Knex,
  table: MemberTable,
  uuids: string[],
): Promise<GroupMember[]> {
  const found = await findCandidates(tx, table, uuids);
  return found.map(({ uuid, display }) => ({
    value: uuid,
    type: table.kind === 'user' ? 'User' : 'Group',
    display,
  }));
}
