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

import { AccessModel, PlanSource } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { EffectiveAccess } from '../../access';
import { slices } from '../../directory/slices';
import { changesOf } from '../plan/changeRows';
import type { Administrators } from '../plan/PlanBasis';
import type { PlanRow, PlanSummary } from '../plan/planRows';
import { GuardFacts } from './Guard';
import { findCaller, PlanFacts } from './guardFacts';

/**
 * What guards judge a stored plan by, while what it was made from is the same.
 *
 * @param actor - who applies it, e.g. `user:default/mara`
 */
export async function storedFacts(
  tx: Knex,
  plan: PlanRow,
  options: {
    model: AccessModel;
    access: EffectiveAccess;
    actor: string;
    administrators: Administrators;
    sources: PlanSource[];
  },
): Promise<PlanFacts> {
  const { counts }: PlanSummary = JSON.parse(plan.summary);
  return {
    kind: plan.kind,
    administrators: options.administrators,
    caller: await readCaller(tx, plan, options),
    people: {
      members: counts.users,
      changed: counts.usersChanged,
      removed: counts.usersRemoved,
    },
    sources: options.sources,
  };
}

/** What the plan does to one person: what it says, or nothing at all. */
async function readCaller(
  tx: Knex,
  plan: PlanRow,
  options: { model: AccessModel; access: EffectiveAccess; actor: string },
): Promise<GuardFacts['caller']> {
  const { access, actor } = options;
  const { type, role } = options.model.administrator;
  const user = await findCaller(tx, actor);
  if (!user) {
    return undefined;
  }
  const removal = await tx('enforcement_removals')
    .where({ plan_id: plan.id, user_id: user.id })
    .first('user_id');
  const isMember = Boolean(user.active && user.member);
  const memberAfter =
    plan.kind === 'enforce' ? isMember && !removal : isMember || !!removal;
  if (!isMember && !memberAfter) {
    return undefined;
  }
  const roles =
    options.model.types.find(found => found.type === type)?.roles ?? [];
  const suffices = (held: string | null) =>
    held !== null &&
    roles.includes(held) &&
    roles.indexOf(held) <= roles.indexOf(role);

  const held = new Map<string, string | null>();
  for (const effective of (await access.forUser(tx, user)).roles) {
    if (effective.resource.type === type) {
      held.set(effective.resource.ref, effective.role);
    }
  }
  const administratorBefore = [...held.values()].some(suffices);
  const changed = new Map<number, string | null>();
  for await (const row of changesOf(tx, plan.id, user.id)) {
    changed.set(row.resource_id, row.new_role);
  }
  for (const ids of slices([...changed.keys()])) {
    const resources: Array<{ id: number; ref: string }> = await tx('resources')
      .where({ type })
      .whereIn('id', ids)
      .select('id', 'ref');
    resources.forEach(({ id, ref }) => held.set(ref, changed.get(id) ?? null));
  }
  return {
    administratorBefore,
    administratorAfter: memberAfter && [...held.values()].some(suffices),
    memberAfter,
  };
}
