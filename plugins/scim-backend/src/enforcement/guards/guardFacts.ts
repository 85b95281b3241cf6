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
import { findUser } from '../../access';
import { foldCase } from '../../database';
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
 * @param tx - sees what the draft was made from
 * @param actor - who makes the plan, e.g. `user:default/mara`
 */
export async function draftFacts(
  tx: Knex,
  draft: PlanDraft,
  actor: string,
): Promise<PlanFacts> {
  const { counts, administrators, memberAfter } = draft;
  const { before, after, derived } = administrators;
  const caller = await callerPlace(tx, draft, actor);
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

/** @returns the place of who makes the plan, if the plan counts them */
async function callerPlace(
  tx: Knex,
  { snapshot }: PlanDraft,
  actor: string,
): Promise<number | undefined> {
  const caller = await findCaller(tx, actor);
  const place = caller ? snapshot.users.indexOf(caller.id) : -1;
  return place < 0 ? undefined : place;
}

/** Who somebody is in the directory: services and plugins are nobody there. */
export async function findCaller(tx: Knex, actor: string) {
  return foldCase(actor).startsWith('user:') ? findUser(tx, actor) : undefined;
}
