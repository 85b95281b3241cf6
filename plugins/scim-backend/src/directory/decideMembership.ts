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

import type { GroupMember, MemberChange } from './MemberChange';

/** Who is to be in a group in the end, whoever is in it now. */
export interface MembershipOutcome {
  /** Whether members who are not named stay. */
  keepsOthers: boolean;
  /** By SCIM id: true for whoever is to be in, false for whoever is to go. */
  named: Map<string, boolean>;
}

/** Reads members, which only few changes need. */
export interface MemberReader {
  /** Everybody who is in now. */
  present(): Promise<GroupMember[]>;
  /** Those of these SCIM ids that exist. */
  described(ids: string[]): Promise<GroupMember[]>;
}

/**
 * Takes ordered steps together, so that the group is written once and only
 * where it really differs in the end.
 */
export async function decideMembership(
  changes: MemberChange[],
  members: MemberReader,
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
        for (const member of await membersSoFar(members, outcome)) {
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
  members: MemberReader,
  { keepsOthers, named }: MembershipOutcome,
): Promise<GroupMember[]> {
  const added = [...named].flatMap(([id, stays]) => (stays ? id : []));
  return [
    ...(keepsOthers ? await members.present() : []),
    ...(await members.described(added)),
  ];
}
