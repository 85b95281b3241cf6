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
import { CHANGES_PAGE, PagedChange } from '../kernel';
import type { PlanChangeRow } from './planRows';

/** Pages that one statement reads, before others have a turn. */
const SLICE = 40;

interface ChangePage {
  page: number;
  rows: string;
}

/** How many change rows a plan (by row id) has. */
export async function countChanges(tx: Knex, plan: number): Promise<number> {
  const last: ChangePage | undefined = await tx('plan_change_pages')
    .where({ plan_id: plan })
    .orderBy('page', 'desc')
    .first('page', 'rows');
  return last ? last.page * CHANGES_PAGE + JSON.parse(last.rows).length : 0;
}

/** The change rows of a plan (by row id) at some positions. */
export async function changesAt(
  tx: Knex,
  plan: number,
  start: number,
  count: number,
): Promise<PlanChangeRow[]> {
  const pages: ChangePage[] = await tx('plan_change_pages')
    .where({ plan_id: plan })
    .whereBetween('page', [
      Math.floor(start / CHANGES_PAGE),
      Math.floor((start + count - 1) / CHANGES_PAGE),
    ])
    .orderBy('page')
    .select('page', 'rows');
  return pages
    .flatMap(({ page, rows }) =>
      JSON.parse(rows).map((change: PagedChange, i: number) =>
        toRow(change, page, i),
      ),
    )
    .filter(({ position }) => position >= start && position < start + count);
}

/** All change rows of a plan (by row id), in its order. */
export async function* allChanges(
  tx: Knex,
  plan: number,
): AsyncGenerator<PlanChangeRow> {
  for await (const { page, changes } of readPages(tx, plan)) {
    yield* changes.map((change, i) => toRow(change, page, i));
  }
}

/** The change rows of one person (by row id). */
export async function* changesOf(
  tx: Knex,
  plan: number,
  user: number,
): AsyncGenerator<PlanChangeRow> {
  for await (const { page, changes } of readPages(tx, plan, user)) {
    for (const [i, change] of changes.entries()) {
      if (change[0] === user) {
        yield toRow(change, page, i);
      }
    }
  }
}

/**
 * Counts the change rows of some people or on some resources (by row ids).
 *
 * @returns how many there are, and the first of them from a position on
 */
export async function searchChanges(
  tx: Knex,
  plan: number,
  wanted: { users: Set<number>; resources: Set<number> },
  start: number,
  limit: number,
): Promise<{ total: number; found: PlanChangeRow[] }> {
  const { users, resources } = wanted;
  const found: PlanChangeRow[] = [];
  let total = 0;
  for await (const { page, changes } of readPages(tx, plan)) {
    for (const [i, change] of changes.entries()) {
      if (users.has(change[0]) || resources.has(change[1])) {
        total++;
        if (page * CHANGES_PAGE + i >= start && found.length < limit) {
          found.push(toRow(change, page, i));
        }
      }
    }
  }
  return { total, found };
}

/** @param user - row id: only the pages that may name this person */
async function* readPages(
  tx: Knex,
  plan: number,
  user?: number,
): AsyncGenerator<{ page: number; changes: PagedChange[] }> {
  let pages: ChangePage[];
  let next = 0;
  do {
    pages = await tx('plan_change_pages')
      .where({ plan_id: plan })
      .where('page', '>=', next)
      .modify(
        query => user !== undefined && query.whereLike('rows', `%[${user},%`),
      )
      .orderBy('page')
      .limit(SLICE)
      .select('page', 'rows');
    for (const { page, rows } of pages) {
      yield { page, changes: JSON.parse(rows) };
      next = page + 1;
      await setImmediate();
    }
  } while (pages.length === SLICE);
}

function toRow(
  [user, resource, oldRole, newRole, origins]: PagedChange,
  page: number,
  index: number,
): PlanChangeRow {
  return {
    position: page * CHANGES_PAGE + index,
    user_id: user,
    resource_id: resource,
    old_role: oldRole,
    new_role: newRole,
    origins,
  };
}
