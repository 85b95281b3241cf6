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
import { setImmediate } from 'node:timers/promises';
import { compareText } from '../../access/textOrder';
import {
  countRemoved,
  lostBindings,
  lostMemberships,
  restorableBindings,
} from './restorable';
import { idSlices } from '../idSlices';
import { KernelBatch } from '../kernel';
import {
  PackedNumbers,
  packedNumbers,
  unpackNumbers,
} from '../../access/localSource';
import { readSnapshot, SnapshotOptions } from '../snapshot';
import { PlanDraft } from './PlanDraft';
import { readRunNames } from './runNames';

/** Ids whose role bindings are packed together. */
const PART = 50_000;

/** Computes what undoing a run would change now. */
export async function draftRollback(
  tx: Knex,
  run: { id: number; uuid: string },
  options: Omit<SnapshotOptions, 'endedBy' | 'scope'>,
): Promise<PlanDraft> {
  let isComplete = false;
  const { snapshot, result } = await readSnapshot(
    tx,
    { ...options, endedBy: run.id },
    async ({ thread, exempt }) => {
      const restorable = await readRestorable(
        tx,
        run.id,
        options.signal,
        batch => thread.add(batch),
      );
      isComplete = restorable === (await countRemoved(tx, run.id));
      return {
        task: { kind: 'rollback' },
        heading: JSON.stringify([
          'rollback',
          run.uuid,
          exempt.map(({ uuid }) => uuid).sort(compareText),
        ]),
      };
    },
  );
  return PlanDraft.create(tx, {
    kind: 'rollback',
    rollbackOf: run,
    snapshot,
    result,
    skipped: inOrder([
      ...(isComplete ? [] : await readLostBindings(tx, run.id)),
      ...(await readLostMemberships(tx, run.id, snapshot.organization)),
    ]),
  });
}

/** @returns how many there are */
async function readRestorable(
  tx: Knex,
  run: number,
  signal: AbortSignal | undefined,
  add: (batch: KernelBatch) => void,
): Promise<number> {
  let found = 0;
  await idSlices(
    tx,
    tx('run_bindings').where({ run_id: run }),
    'binding_id',
    async (first, last) => {
      signal?.throwIfAborted();
      const slice = restorableBindings(tx, run)
        .whereBetween('removed.binding_id', [first, last])
        .select('removed.resource_id', 'removed.role', 'removed.user_id')
        .select({
          part: tx.raw('removed.binding_id / cast(? as integer)', [PART]),
        })
        .as('slice');
      const rows: Array<{
        role: string;
        count: number | string;
        resources: PackedNumbers;
        principals: PackedNumbers;
      }> = await tx
        .from(slice)
        .select('role', 'part')
        .count({ count: '*' })
        .select({
          resources: packedNumbers(tx, 'resource_id'),
          principals: packedNumbers(tx, 'user_id'),
        })
        .groupBy('role', 'part');
      for (const row of rows) {
        const count = Number(row.count);
        found += count;
        add({
          type: 'bindings',
          principalType: 'restored',
          role: row.role,
          resources: unpackNumbers(row.resources, count),
          principals: unpackNumbers(row.principals, count),
        });
        await setImmediate();
      }
    },
  );
  return found;
}

interface LostBinding {
  /** Row ids, also of who and what is gone. */
  person: number;
  resource: number;
  role: string;
  user_id: number | null;
  resource_id: number | null;
  made_again_id: number | null;
}

async function readLostBindings(
  tx: Knex,
  run: number,
): Promise<SkippedBinding[]> {
  const bindings: LostBinding[] = await lostBindings(tx, run).select(
    'removed.user_id as person',
    'removed.resource_id as resource',
    'removed.role',
    'users.id as user_id',
    'resources.id as resource_id',
    'made_again.id as made_again_id',
  );
  const namesOf = (kind: 'user' | 'resource', ids: number[]) =>
    readRunNames(tx, run, kind, ids);
  const people = await namesOf(
    'user',
    bindings.map(({ person }) => person),
  );
  const resources = await namesOf(
    'resource',
    bindings.map(({ resource }) => resource),
  );
  return bindings.map(row => ({
    principal: people.get(row.person)!,
    resource: resources.get(row.resource)!,
    role: row.role,
    reason: reasonOf(row),
  }));
}

async function readLostMemberships(
  tx: Knex,
  run: number,
  organization: string,
): Promise<SkippedBinding[]> {
  const memberships = await lostMemberships(tx, run).select(
    'ended.email',
    'users.id as user_id',
  );
  return memberships.map((row: any) => ({
    principal: row.email,
    resource: organization,
    role: 'member',
    reason: reasonOf({ ...row, resource_id: 0, made_again_id: null }),
  }));
}

function inOrder(skipped: SkippedBinding[]): SkippedBinding[] {
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
