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

import type { OrganizationChange } from '../../database';
import type { Report } from '../Operations';
import { PlanDraft } from '../plan';
import { directBindings, otherBindings } from '../plan/directBindings';
import { assertPostcondition } from './assertPostcondition';
import { bindingsDigest } from './bindingsDigest';
import { setMembership } from './setMembership';
import { takeBindings } from './takeBindings';

/**
 * Removes the direct role bindings and ends the memberships of a plan, keeping
 * with the run what it takes to undo it.
 *
 * @param run - row id of the run
 */
export async function enforce(
  change: OrganizationChange,
  run: number,
  draft: PlanDraft,
  report: (report: Report) => void,
): Promise<void> {
  const { tx } = change;
  const { bindings, usersRemoved } = draft.counts;
  const exempt = draft.snapshot.exempt.map(({ id }) => id);
  const others = () =>
    bindingsDigest(tx, otherBindings(tx, exempt, draft.scope));
  const before = await others();

  report({ phase: 'removing', total: bindings });
  const taken = await takeBindings(
    tx,
    directBindings(tx, exempt, draft.scope),
    run,
  );
  const kept = await tx('run_bindings')
    .where({ run_id: run })
    .count({ count: '*' })
    .first();
  assertPostcondition(
    taken === bindings && Number(kept?.count) === bindings,
    'the number of removed role bindings is not that of the plan',
  );

  report({ phase: 'memberships', total: usersRemoved });
  const removed = Array.from(draft.removals(), ({ user }) => user.id);
  const ended = await setMembership(change, run, removed, false);
  assertPostcondition(
    ended === removed.length,
    'the number of ended memberships is not that of the plan',
  );

  report({ phase: 'verifying' });
  assertPostcondition(
    (await others()) === before,
    'role bindings were touched that the plan leaves alone',
  );
  if (taken > 0) {
    change.mark();
  }
}
