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
import { slices } from '../../directory/slices';
import { CHANGES_PAGE } from '../kernel';
import type { PlanProgress } from '../snapshot';
import { eitherOf } from '../eitherOf';
import { insertColumns } from './insertColumns';
import { insertRows } from './insertRows';
import { PlanDraft, toPlanRemoval } from './PlanDraft';
import { planNames } from './planNames';
import { PlanRemovalRow, PlanSkippedRow } from './planRows';
import { searchKey } from './searchKey';
import { storeNames } from './storeNames';

/** Pages of change rows that one statement writes. */
const PAGES = 16;

/** How rows are stored. */
export interface StoreOptions {
  /** Row id of the plan. */
  plan: number;
  /** Settles once the names of people are kept. */
  people: Promise<void>;
  progress?(progress: PlanProgress): void;
  signal?: AbortSignal;
}

/**
 * Writes the rows of a plan in slices, each its own statement, and what they
 * name beside people: see `storePeople`. Nobody may see the plan meanwhile.
 */
export async function storeRows(
  knex: Knex,
  draft: PlanDraft,
  options: StoreOptions,
): Promise<void> {
  const failed = new AbortController();
  const { plan } = options;
  const signal = eitherOf(failed.signal, options.signal);
  const together = { ...options, signal };
  const beginnings = [
    () => storeChanges(knex, draft, together),
    () => storeNames(knex, together, planNames(draft)),
    () =>
      insertRows(
        knex,
        'enforcement_removals',
        ['plan_id', 'position', 'user_id', 'email', 'search_key', 'detail'],
        removalRows(plan, draft),
        signal,
      ),
    () =>
      insertRows(
        knex,
        'plan_skipped',
        ['plan_id', 'position', 'search_key', 'detail'],
        skippedRows(plan, draft),
        signal,
      ),
  ];
  const lanes = [options.people];
  options.people.catch(error => failed.abort(error));
  for (const begin of beginnings) {
    const lane = begin();
    lane.catch(error => failed.abort(error));
    lanes.push(lane);
    // Each begins with much to do, and others have a turn in between.
    await setImmediate();
  }
  // None may go on writing when the plan has been given up.
  await Promise.allSettled(lanes);
  await Promise.all(lanes);
}

async function storeChanges(
  knex: Knex,
  { changePages, counts }: PlanDraft,
  { plan, progress, signal }: StoreOptions & { signal: AbortSignal },
): Promise<void> {
  let page = 0;
  for await (const portion of changePages.portions()) {
    for (const rows of slices(portion, PAGES)) {
      signal.throwIfAborted();
      const first = page;
      page += rows.length;
      await insertColumns(
        knex,
        'plan_change_pages',
        { plan_id: plan },
        {
          page: { type: 'int', values: rows.map((_, i) => first + i) },
          rows: { type: 'text', values: rows },
        },
      );
      progress?.({
        phase: 'storing',
        done: Math.min(page * CHANGES_PAGE, counts.changes),
        total: counts.changes,
      });
      await setImmediate();
    }
  }
}

function* removalRows(
  plan: number,
  draft: PlanDraft,
): Generator<PlanRemovalRow> {
  for (const [position, removal] of draft.removals.entries()) {
    const detail = toPlanRemoval(removal);
    const { email, userName, displayName } = detail.user;
    yield {
      plan_id: plan,
      position,
      user_id: removal.user.id,
      email,
      search_key: searchKey(email, userName, displayName),
      detail: JSON.stringify(detail),
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
