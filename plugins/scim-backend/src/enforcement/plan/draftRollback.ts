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

import { SkippedBinding } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { compareText } from '../../access/textOrder';
import {
  lostBindings,
  lostMemberships,
  restorableBindings,
} from './restorable';
import { KernelBatch } from '../kernel';
import {
  PackedNumbers,
  packedNumbers,
  readSlices,
  sliceSize,
  unpackNumbers,
} from '../../access/localSource';
import { readSnapshot } from '../snapshot';
import type { DraftOptions } from './draftEnforcement';
import { PlanDraft } from './PlanDraft';

/** Computes what undoing a run would change now. */
export async function draftRollback(
  tx: Knex,
  run: { id: number; uuid: string },
  options: Omit<DraftOptions, 'endedBy' | 'scope'>,
): Promise<PlanDraft> {
  const { snapshot, result } = await readSnapshot(
    tx,
    { ...options, endedBy: run.id },
    async ({ thread, exempt }) => {
      await readRestorable(tx, run.id, options.signal, batch =>
        thread.add(batch),
      );
      return {
        task: { kind: 'rollback' },
        heading: JSON.stringify([
          'rollback',
          run.uuid,
          exempt.map(({ uuid }) => uuid).sort(compareText),
        ]),
        origins: options.isStored ?? true,
      };
    },
  );
  return new PlanDraft({
    kind: 'rollback',
    rollbackOf: run,
    snapshot,
    result,
    skipped: await readSkipped(tx, run.id, snapshot.organization),
  });
}

async function readRestorable(
  tx: Knex,
  run: number,
  signal: AbortSignal | undefined,
  add: (batch: KernelBatch) => void,
): Promise<void> {
  const size = sliceSize(tx);
  let last = 0;
  await readSlices(signal, async () => {
    const slice = restorableBindings(tx, run)
      .select(
        'removed.binding_id',
        'removed.resource_id',
        'removed.role',
        'removed.user_id',
      )
      .where('removed.binding_id', '>', last)
      .orderBy('removed.binding_id')
      .limit(size)
      .as('slice');
    const rows: Array<{
      role: string;
      count: number | string;
      last: number;
      resources: PackedNumbers;
      principals: PackedNumbers;
    }> = await tx
      .from(slice)
      .select('role')
      .count({ count: '*' })
      .max({ last: 'binding_id' })
      .select({
        resources: packedNumbers(tx, 'resource_id'),
        principals: packedNumbers(tx, 'user_id'),
      })
      .groupBy('role');
    let read = 0;
    for (const row of rows) {
      const count = Number(row.count);
      read += count;
      last = Math.max(last, row.last);
      add({
        type: 'bindings',
        principalType: 'restored',
        role: row.role,
        resources: unpackNumbers(row.resources, count),
        principals: unpackNumbers(row.principals, count),
      });
    }
    return read === size;
  });
}

async function readSkipped(
  tx: Knex,
  run: number,
  organization: string,
): Promise<SkippedBinding[]> {
  const bindings = await lostBindings(tx, run).select(
    'removed.email',
    'removed.resource_ref',
    'removed.role',
    'users.id as user_id',
    'resources.id as resource_id',
    'made_again.id as made_again_id',
  );
  const memberships = await lostMemberships(tx, run).select(
    'ended.email',
    'users.id as user_id',
  );
  const skipped: SkippedBinding[] = [
    ...bindings.map((row: any) => ({
      principal: row.email,
      resource: row.resource_ref,
      role: row.role,
      reason: reasonOf(row),
    })),
    ...memberships.map((row: any) => ({
      principal: row.email,
      resource: organization,
      role: 'member',
      reason: reasonOf({ ...row, resource_id: 0, made_again_id: null }),
    })),
  ];
  return skipped.sort(
    (a, b) =>
      compareText(a.principal, b.principal) ||
      compareText(a.resource, b.resource) ||
      compareText(a.role, b.role),
  );
}

function reasonOf(row: {
  user_id: number | null;
  resource_id: number | null;
  made_again_id: number | null;
}): string {
  if (row.user_id === null) {
    return 'The person was deleted since.';
  }
  if (row.resource_id === null) {
    return 'The resource was deleted since.';
  }
  if (row.made_again_id !== null) {
    return 'The same role was granted again since.';
  }
  return 'The person was deactivated since.';
}
