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
import { digestOthers } from '../plan';
import { directBindings } from '../plan/directBindings';
import type { CheckedPlan } from '../PlanChecking';
import { assertPostcondition } from './assertPostcondition';
import { plannedMembers } from './plannedMembers';
import { setMembership } from './setMembership';
import { takeBindings } from './takeBindings';

/**
 * Carries out a plan of enforcing groups: moves direct bindings into the
 * records of the run and ends memberships. Throws, so that nothing is changed,
 * unless it did exactly what the plan says.
 *
 * @param run - row id of the run
 * @returns how many role bindings it removed
 */
export async function enforce(
  change: OrganizationChange,
  run: number,
  { row, counts, basis, moving }: CheckedPlan,
  report: (report: Report) => void,
): Promise<number> {
  const { tx } = change;
  const { bindings, usersRemoved } = counts;
  const scope = row.scope === null ? undefined : JSON.parse(row.scope);

  report({ phase: 'removing', total: bindings });
  const taken = await takeBindings(
    tx,
    directBindings(tx, basis.exempt, scope),
    run,
  );
  assertPostcondition(
    taken.kept === bindings && taken.deleted === bindings,
    'the number of removed role bindings is not that of the plan',
  );

  report({ phase: 'memberships', total: usersRemoved });
  const leaving = await plannedMembers(tx, row);
  const ended = await setMembership(change, run, leaving, false);
  assertPostcondition(
    ended === usersRemoved && leaving.length === usersRemoved,
    'the number of ended memberships is not that of the plan',
  );

  report({ phase: 'verifying' });
  assertPostcondition(
    (await digestOthers(tx, moving)) === basis.state.others,
    'role bindings were touched that the plan leaves alone',
  );
  if (bindings > 0) {
    change.mark();
  }
  return taken.deleted;
}
