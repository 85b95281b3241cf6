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
import { PAGES_AT_ONCE } from './planRows';

/** Rows that one statement deletes. SQLite blocks for its length. */
const SLICE = 10_000;

/** What holds the rows of plans, and what to go by how far at a time. */
const TABLES: Array<[table: string, order: string, slice: number]> = [
  ['plan_change_pages', 'page', PAGES_AT_ONCE],
  ['plan_name_pages', 'page', PAGES_AT_ONCE],
  ['enforcement_removals', 'position', SLICE],
  ['plan_skipped', 'position', SLICE],
];

/**
 * Deletes plans that were never applied, or never finished, and that nobody
 * reads any more. Runs and their plans stay.
 *
 * @param before - when they must have expired; ISO 8601
 */
export async function deletePlans(knex: Knex, before: string): Promise<void> {
  const plans: Array<{ id: number }> = await knex('enforcement_plans')
    .select('id')
    .whereNull('applied_at')
    .whereNotIn('id', knex('enforcement_runs').select('plan_id'))
    .where('expires_at', '<', before);
  for (const { id } of plans) {
    await deletePlan(knex, id);
  }
}

/** Deletes a plan (by row id) that no run is of. */
export async function deletePlan(knex: Knex, id: number): Promise<void> {
  for (const [table, order, slice] of TABLES) {
    await deleteRows(knex, table, order, slice, id);
  }
  await knex('enforcement_plans').where({ id }).delete();
}

async function deleteRows(
  knex: Knex,
  table: string,
  order: string,
  slice: number,
  plan: number,
): Promise<void> {
  const rows = () => knex(table).where({ plan_id: plan });
  const found = await rows().min({ first: order }).max({ last: order }).first();
  const { first, last } = { first: found?.first ?? 1, last: found?.last ?? 0 };
  for (let start = first; start <= last; start += slice) {
    await rows()
      .whereBetween(order, [start, start + slice - 1])
      .delete();
    await setImmediate();
  }
}
