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
import type { GroupMember, MemberChange } from './MemberChange';
import { findCandidates, peopleTable, subgroupTable } from './memberTables';
import { readGroupMembers } from './readGroupMembers';

/** Who is to be in a group in the end, whoever is in it now. */
export interface MembershipOutcome {
  /** Whether members who are not named stay. */
  keepsOthers: boolean;
  /** By SCIM id: true for whoever is to be in, false for whoever is to go. */
  named: Map<string, boolean>;
}

/**
 * Takes ordered steps together, so that the group is written once and only
 * where it really differs in the end.
 */
export async function decideMembership(
  tx: Knex,
  groupId: number,
  changes: MemberChange[],
): Promise<MembershipOutcome> {
  const outcome: MembershipOutcome = { keepsOthers: true, named: new Map() };
  for (const step of changes) {
    switch (step.op) {
      case 'add':
        step.ids.forEach(id => outcome.named.set(id, true));
        break;
      case 'remove':
        step.ids.forEach(id => outcome.named.set(id, false));
        break;
      case 'removeMatching':
        for (const member of await membersSoFar(tx, groupId, outcome)) {
          if (step.matches(member)) {
            outcome.named.set(member.value, false);
          }
        }
        break;
      default:
        outcome.keepsOthers = false;
        outcome.named = new Map(
          step.op === 'replace' ? step.ids.map(id => [id, true]) : [],
        );
    }
  }
  return outcome;
}

async function membersSoFar(
  tx: Knex,
  groupId: number,
  { keepsOthers, named }: MembershipOutcome,
): Promise<GroupMember[]> {
  const present = keepsOthers
    ? (await readGroupMembers(tx, [groupId])).get(groupId)!
    : [];
  const added = [...named].flatMap(([id, stays]) => (stays ? id : []));
  const people = await findCandidates(tx, peopleTable, added);
  const groups = await findCandidates(tx, subgroupTable, added);
  return [
    ...present,
    ...people.map(({ uuid, display }) => ({
      value: uuid,
      type: 'User' as const,
      display,
    })),
    ...groups.map(({ uuid, display }) => ({
      value: uuid,
      type: 'Group' as const,
      display,
    })),
  ];
}
