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
import { idSlices } from '../idSlices';
import type { Report } from '../Operations';
import { digestOthers } from '../plan';
import {
  countRemoved,
  removedBindings,
  restorableBindings,
} from '../plan/restorable';
import type { CheckedPlan } from '../PlanChecking';
import { assertPostcondition } from './assertPostcondition';
import { insertSelected } from '../plan/insertSelected';
import { plannedMembers } from './plannedMembers';
import { setMembership } from './setMembership';

/**
 * Carries out a rollback: puts the direct bindings that another run removed
 * back as they were, and the memberships it ended. Throws, so that nothing is
 * changed, unless it did exactly what the plan says.
 *
 * @param run - row id of the run
 * @param undone - row id of the run to undo
 * @returns how many role bindings it put back
 */
export async function rollBack(
  change: OrganizationChange,
  run: number,
  undone: number,
  { row, counts, basis, moving }: CheckedPlan,
  report: (report: Report) => void,
): Promise<number> {
  const { tx } = change;
  const { bindings, usersRemoved } = counts;

  report({ phase: 'restoring', total: bindings });
  // The plan was checked in this transaction: if it loses none, there is
  // nothing to find out about each.
  const losesNone = (await countRemoved(tx, undone)) === bindings;
  const bindingsOf = losesNone ? removedBindings : restorableBindings;
  let restored = 0;
  await idSlices(
    tx,
    tx('run_bindings').where({ run_id: undone }),
    'binding_id',
    async (first, last) => {
      restored += await insertSelected(
        tx,
        'bindings',
        bindingsOf(tx, undone)
          .whereBetween('removed.binding_id', [first, last])
          // The largest index is then written from its start to its end.
          .orderBy(['removed.user_id', 'removed.resource_id']),
        {
          id: 'removed.binding_id',
          resource_id: 'removed.resource_id',
          role: 'removed.role',
          user_id: 'removed.user_id',
          created_at: 'removed.created_at',
        },
      );
    },
  );
  assertPostcondition(
    restored === bindings,
    'the number of restored role bindings is not that of the plan',
  );

  report({ phase: 'memberships', total: usersRemoved });
  const returning = await plannedMembers(tx, row);
  const returned = await setMembership(change, run, returning, true);
  assertPostcondition(
    returned === usersRemoved && returning.length === usersRemoved,
    'the number of restored memberships is not that of the plan',
  );

  report({ phase: 'verifying' });
  assertPostcondition(
    (await digestOthers(tx, moving)) === basis.state.others,
    'role bindings were touched that the plan leaves alone',
  );
  const marked = await tx('enforcement_runs')
    .where({ id: undone })
    .whereNull('rolled_back_by')
    .update({ rolled_back_by: run });
  assertPostcondition(marked === 1, 'the run was rolled back already');
  if (bindings > 0) {
    change.mark();
  }
  return restored;
}
