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
import { PlanDraft } from '../plan';
import { assertPostcondition } from './assertPostcondition';
import { bindingsDigest } from './bindingsDigest';
import { directBindings, otherBindings } from '../plan/directBindings';
import { insertSelected } from './insertSelected';
import { setMembership } from './setMembership';

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
): Promise<void> {
  const { tx } = change;
  const exempt = draft.snapshot.exempt.map(({ id }) => id);
  const before = await bindingsDigest(otherBindings(tx, exempt));

  const recorded = directBindings(tx, exempt)
    .join('users', 'users.id', 'bindings.user_id')
    .join('resources', 'resources.id', 'bindings.resource_id');
  await insertSelected(tx, 'run_bindings', recorded, {
    run_id: tx.raw('cast(? as integer)', [run]),
    binding_id: 'bindings.id',
    binding_uuid: 'bindings.uuid',
    resource_id: 'bindings.resource_id',
    role: 'bindings.role',
    resource_ref: 'resources.ref',
    user_id: 'bindings.user_id',
    email: tx.raw('coalesce(users.email, users.user_name)'),
    user_active: 'users.active',
    created_at: 'bindings.created_at',
  });
  const deleted = await directBindings(tx, exempt).delete();
  const kept = await tx('run_bindings')
    .where({ run_id: run })
    .count({ count: '*' })
    .first();
  assertPostcondition(
    deleted === draft.counts.bindings && Number(kept?.count) === deleted,
    'the number of removed role bindings is not that of the plan',
  );

  const removed = Array.from(draft.removals(), ({ user }) => user.id);
  const ended = await setMembership(change, run, removed, false);
  assertPostcondition(
    ended === removed.length,
    'the number of ended memberships is not that of the plan',
  );
  assertPostcondition(
    (await bindingsDigest(otherBindings(tx, exempt))) === before,
    'role bindings were touched that the plan leaves alone',
  );
  if (deleted > 0) {
    change.mark();
  }
}
