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

import { toUserSummary } from '../../directory';
import type { PlanDraft } from '../plan/PlanDraft';
import { GuardFacts } from './Guard';

/** What guards know of a plan, beside the world around it. */
export type PlanFacts = Pick<
  GuardFacts,
  'kind' | 'administrators' | 'caller' | 'people' | 'sources'
>;

/**
 * Gathers what guards judge a draft by.
 *
 * @param actor - who makes the plan, e.g. `user:default/mara`
 */
export function draftFacts(draft: PlanDraft, actor: string): PlanFacts {
  const { counts, administrators, memberAfter } = draft;
  const { before, after, derived } = administrators;
  const caller = callerNumber(draft, actor);
  return {
    kind: draft.kind,
    administrators: {
      before: countSet(before),
      after: countSet(after),
      derived: countSet(derived),
    },
    caller:
      caller === undefined
        ? undefined
        : {
            administratorBefore: before[caller] === 1,
            administratorAfter: after[caller] === 1,
            memberAfter: memberAfter[caller] === 1,
          },
    people: {
      members: counts.users,
      changed: counts.usersChanged,
      removed: counts.usersRemoved,
    },
    sources: draft.sources,
  };
}

function countSet(flags: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < flags.length; i++) {
    count += flags[i];
  }
  return count;
}

function callerNumber(draft: PlanDraft, actor: string): number | undefined {
  const reference = actor.toLowerCase();
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const number = draft.snapshot.users.findIndex(
    user =>
      // Spares making a summary of everybody else.
      (user.catalog_ref !== null ||
        (user.entity_name.length === name.length &&
          user.entity_name.toLowerCase() === name)) &&
      toUserSummary(user, user.connection).entityRef.toLowerCase() ===
        reference,
  );
  return number < 0 ? undefined : number;
}
