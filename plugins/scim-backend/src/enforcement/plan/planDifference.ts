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

import { PlanDifference } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { allChanges } from './changeRows';
import { changeReader } from './listChangeRows';
import { PlanDraft, toPlanRemoval } from './PlanDraft';
import { PlanChangeRow, PlanRemovalRow, PlanRow } from './planRows';

/** Rows named in a difference, of each sort. */
const EXAMPLES = 10;

/** Rows read by one statement. */
const SLICE = 2000;

/** How a draft made now differs from a stored plan. */
export async function planDifference(
  tx: Knex,
  plan: PlanRow,
  draft: PlanDraft,
): Promise<PlanDifference> {
  const changes = new Map<string, number>();
  for (let i = 0; i < draft.counts.changes; i++) {
    const { userId, resourceId, oldRole, newRole } = draft.row(i);
    changes.set(changeKey(userId, resourceId, oldRole, newRole), i);
    if (i % SLICE === 0) {
      await setImmediate();
    }
  }
  const removals = new Map(
    draft.removals.map(removal => [removal.user.id, removal]),
  );

  // What stays of these is what the stored plan does not have.
  const goneChanges = await take<PlanChangeRow>(allChanges(tx, plan.id), row =>
    changes.delete(
      changeKey(row.user_id, row.resource_id, row.old_role, row.new_role),
    ),
  );
  const goneRemovals = await take<PlanRemovalRow>(
    allRemovals(tx, plan.id),
    row => removals.delete(row.user_id),
  );

  return {
    added: { changes: changes.size, removals: removals.size },
    gone: { changes: goneChanges.count, removals: goneRemovals.count },
    examples: {
      added: {
        changes: await draft.changes(
          tx,
          [...changes.values()].slice(0, EXAMPLES),
        ),
        removals: [...removals.values()].slice(0, EXAMPLES).map(toPlanRemoval),
      },
      gone: {
        changes: goneChanges.examples.map(
          await changeReader(tx, plan.id, goneChanges.examples),
        ),
        removals: goneRemovals.examples.map(row => JSON.parse(row.detail)),
      },
    },
  };
}

function changeKey(
  user: number,
  resource: number,
  oldRole: string | null | undefined,
  newRole: string | null | undefined,
): string {
  return JSON.stringify([user, resource, oldRole ?? null, newRole ?? null]);
}

/** Walks stored rows; counts those that `isPresent` does not know. */
async function take<T>(rows: AsyncIterable<T>, isPresent: (row: T) => boolean) {
  const examples: T[] = [];
  let count = 0;
  for await (const row of rows) {
    if (!isPresent(row)) {
      count++;
      if (examples.length < EXAMPLES) {
        examples.push(row);
      }
    }
  }
  return { count, examples };
}

async function* allRemovals(
  tx: Knex,
  plan: number,
): AsyncGenerator<PlanRemovalRow> {
  let after = -1;
  let slice: PlanRemovalRow[];
  do {
    slice = await tx('enforcement_removals')
      .where({ plan_id: plan })
      .where('position', '>', after)
      .orderBy('position')
      .limit(SLICE);
    yield* slice;
    after = slice[slice.length - 1]?.position;
    await setImmediate();
  } while (slice.length === SLICE);
}
