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
    .flatMap(rowsOf)
    .filter(({ position }) => position >= start && position < start + count);
}

/** All change rows of a plan (by row id), in its order. */
export async function* allChanges(
  tx: Knex,
  plan: number,
): AsyncGenerator<PlanChangeRow> {
  yield* readPages(() => tx('plan_change_pages').where({ plan_id: plan }));
}

/** The change rows of one person (by row id). */
export async function* changesOf(
  tx: Knex,
  plan: number,
  user: number,
): AsyncGenerator<PlanChangeRow> {
  const pages = () =>
    tx('plan_change_pages')
      .where({ plan_id: plan })
      .whereLike('rows', `%[${user},%`);
  for await (const row of readPages(pages)) {
    if (row.user_id === user) {
      yield row;
    }
  }
}

async function* readPages(
  query: () => Knex.QueryBuilder,
): AsyncGenerator<PlanChangeRow> {
  let pages: ChangePage[];
  let next = 0;
  do {
    pages = await query()
      .where('page', '>=', next)
      .orderBy('page')
      .limit(SLICE)
      .select('page', 'rows');
    for (const page of pages) {
      yield* rowsOf(page);
      next = page.page + 1;
      await setImmediate();
    }
  } while (pages.length === SLICE);
}

function rowsOf({ page, rows }: ChangePage): PlanChangeRow[] {
  const paged: PagedChange[] = JSON.parse(rows);
  return paged.map(([user, resource, oldRole, newRole, origins], i) => ({
    position: page * CHANGES_PAGE + i,
    user_id: user,
    resource_id: resource,
    old_role: oldRole,
    new_role: newRole,
    origins,
  }));
}
