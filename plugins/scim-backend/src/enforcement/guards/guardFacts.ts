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

import { AccessModel } from '@backstage-scim/plugin-scim-common';
import { toUserSummary } from '../../directory';
import { NO_ROLE, ranksOn } from '../kernel';
import type { PlanDraft } from '../plan/PlanDraft';
import { rankOf } from '../snapshot';
import { GuardFacts } from './Guard';

/** What guards know of a plan, beside the world around it. */
export type PlanFacts = Pick<
  GuardFacts,
  'kind' | 'administrators' | 'caller' | 'people' | 'sources'
>;

/**
 * Computes what guards judge a draft by.
 *
 * @param actor - who makes the plan, e.g. `user:default/mara`
 */
export function draftFacts(
  draft: PlanDraft,
  { model, actor }: { model: AccessModel; actor: string },
): PlanFacts {
  const { snapshot, world, counts } = draft;
  const { type, role } = model.administrator;
  const before = new Set<number>();
  const after = new Set<number>();
  const derived = new Set<number>();
  snapshot.resources.forEach((resource, number) => {
    const needed = rankOf(resource, role);
    if (resource.summary.type === type && needed !== NO_ROLE) {
      const ranks = ranksOn(world, number);
      for (let user = 0; user < snapshot.users.length; user++) {
        if (ranks.before[user] <= needed) before.add(user);
        if (ranks.after[user] <= needed) after.add(user);
        if (ranks.derived[user] <= needed) derived.add(user);
      }
    }
  });
  const caller = callerNumber(draft, actor);
  return {
    kind: draft.kind,
    administrators: {
      before: before.size,
      after: after.size,
      derived: derived.size,
    },
    caller:
      caller === undefined
        ? undefined
        : {
            administratorBefore: before.has(caller),
            administratorAfter: after.has(caller),
            memberAfter: world.memberAfter[caller] === 1,
          },
    people: {
      members: counts.users,
      changed: counts.usersChanged,
      removed: counts.usersRemoved,
    },
    sources: draft.sources,
  };
}

function callerNumber(draft: PlanDraft, actor: string): number | undefined {
  const reference = actor.toLowerCase();
  const number = draft.snapshot.users.findIndex(
    user =>
      // Spares making a summary of everybody else.
      reference.endsWith(`/${user.entity_name.toLowerCase()}`) &&
      toUserSummary(user, user.connection).entityRef.toLowerCase() ===
        reference,
  );
  return number < 0 ? undefined : number;
}
