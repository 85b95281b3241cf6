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
import { setImmediate } from 'node:timers/promises';
import { ORIGINS_CHUNK } from '../kernel';
import type { PlanProgress } from '../snapshot';
import { insertColumns } from './insertColumns';
import { insertRows } from './insertRows';
import type { PlanDraft } from './PlanDraft';
import { planNames } from './planNames';
import { PlanRemovalRow, PlanSkippedRow } from './planRows';
import { searchKey } from './searchKey';
import { storeNames } from './storeNames';

/** How rows are stored. */
export interface StoreOptions {
  /** Row id of the plan. */
  plan: number;
  progress?(progress: PlanProgress): void;
  signal?: AbortSignal;
}

/**
 * Writes the rows of a plan in slices, each its own statement. Nobody may see
 * the plan meanwhile.
 */
export async function storeRows(
  knex: Knex,
  draft: PlanDraft,
  options: StoreOptions,
): Promise<void> {
  await Promise.all([
    storeChanges(knex, draft, options),
    storeAllNames(knex, draft, options),
  ]);
  await insertRows(
    knex,
    'enforcement_removals',
    ['plan_id', 'position', 'user_id', 'email', 'search_key', 'detail'],
    removalRows(options.plan, draft),
  );
  if (draft.skipped) {
    await insertRows(
      knex,
      'plan_skipped',
      ['plan_id', 'position', 'search_key', 'detail'],
      skippedRows(options.plan, draft),
    );
  }
}

async function storeChanges(
  knex: Knex,
  draft: PlanDraft,
  { plan, progress, signal }: StoreOptions,
): Promise<void> {
  const { users, resources, oldRanks, newRanks } = draft.diff.changes;
  const { snapshot } = draft;
  for (const [chunk, text] of draft.origins.entries()) {
    signal?.throwIfAborted();
    const start = chunk * ORIGINS_CHUNK;
    const end = Math.min(start + ORIGINS_CHUNK, users.length);
    const rows = Array.from({ length: end - start }, (_, i) => start + i);
    const role = (ranks: Uint8Array) =>
      rows.map(i => snapshot.resources[resources[i]].roles[ranks[i]] ?? null);
    await insertColumns(
      knex,
      'plan_changes',
      { plan_id: plan },
      {
        position: { type: 'int', values: rows },
        user_id: {
          type: 'int',
          values: rows.map(i => snapshot.users[users[i]].id),
        },
        resource_id: {
          type: 'int',
          values: rows.map(i => snapshot.resources[resources[i]].id),
        },
        old_role: { type: 'text', values: role(oldRanks) },
        new_role: { type: 'text', values: role(newRanks) },
        origins: { type: 'text', values: text.split('\n') },
      },
    );
    progress?.({ phase: 'storing', done: end, total: users.length });
    await setImmediate();
  }
}

async function storeAllNames(
  knex: Knex,
  draft: PlanDraft,
  options: StoreOptions,
): Promise<void> {
  await setImmediate();
  for (const names of planNames(draft)) {
    await setImmediate();
    await storeNames(knex, options, names);
  }
}

function* removalRows(
  plan: number,
  draft: PlanDraft,
): Generator<PlanRemovalRow> {
  let position = 0;
  for (const { user, removal } of draft.removals()) {
    const { email, userName, displayName } = removal.user;
    yield {
      plan_id: plan,
      position: position++,
      user_id: user.id,
      email,
      search_key: searchKey(email, userName, displayName),
      detail: JSON.stringify(removal),
    };
  }
}

function* skippedRows(
  plan: number,
  draft: PlanDraft,
): Generator<PlanSkippedRow> {
  let position = 0;
  for (const one of draft.skipped ?? []) {
    yield {
      plan_id: plan,
      position: position++,
      search_key: searchKey(one.principal, one.resource),
      detail: JSON.stringify(one),
    };
  }
}
