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
import { restorableBindings } from '../plan/restorable';
import { assertPostcondition } from './assertPostcondition';
import { bindingsDigest } from './bindingsDigest';
import { idSlices } from './idSlices';
import { insertSelected } from './insertSelected';
import { setMembership } from './setMembership';

/**
 * Puts back what a run removed, with the identifiers and times it had.
 *
 * @param run - row id of the run that rolls back
 * @param undone - row id of the run that is rolled back
 */
export async function rollBack(
  change: OrganizationChange,
  run: number,
  undone: number,
  draft: PlanDraft,
  report: (report: Report) => void,
): Promise<void> {
  const { tx } = change;
  const { bindings, usersRemoved } = draft.counts;
  const before = await bindingsDigest(tx, tx('bindings'));

  report({ phase: 'restoring', total: bindings });
  const restored = () => tx('run_bindings').where({ run_id: run });
  await idSlices(
    tx,
    restorableBindings(tx, undone),
    'removed.binding_id',
    (first, last) => restoreSome(change, run, undone, [first, last]),
  );
  const counted = await restored().count({ count: '*' }).first();
  assertPostcondition(
    Number(counted?.count) === bindings,
    'the number of restored role bindings is not that of the plan',
  );

  report({ phase: 'memberships', total: usersRemoved });
  const returning = Array.from(draft.removals(), ({ user }) => user.id);
  const returned = await setMembership(change, run, returning, true);
  assertPostcondition(
    returned === returning.length,
    'the number of restored memberships is not that of the plan',
  );

  report({ phase: 'verifying' });
  const others = tx('bindings').whereNotIn(
    'id',
    restored().select('binding_id'),
  );
  assertPostcondition(
    (await bindingsDigest(tx, others)) === before,
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
}

async function restoreSome(
  { tx }: OrganizationChange,
  run: number,
  undone: number,
  ids: [number, number],
): Promise<void> {
  await insertSelected(
    tx,
    'run_bindings',
    restorableBindings(tx, undone).whereBetween('removed.binding_id', ids),
    {
      run_id: tx.raw('cast(? as integer)', [run]),
      binding_id: 'removed.binding_id',
      binding_uuid: 'removed.binding_uuid',
      resource_id: 'removed.resource_id',
      role: 'removed.role',
      resource_ref: 'removed.resource_ref',
      user_id: 'removed.user_id',
      email: 'removed.email',
      user_active: 'removed.user_active',
      created_at: 'removed.created_at',
    },
  );
  await insertSelected(
    tx,
    'bindings',
    tx('run_bindings').where({ run_id: run }).whereBetween('binding_id', ids),
    {
      id: 'binding_id',
      uuid: 'binding_uuid',
      resource_id: 'resource_id',
      role: 'role',
      user_id: 'user_id',
      created_at: 'created_at',
    },
  );
}
