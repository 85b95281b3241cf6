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
import { idSlices } from '../idSlices';
import { PAGES_AT_ONCE } from './planRows';

/** What holds the rows of plans, what to go by, and how far at a time. */
const TABLES: Array<[table: string, order: string, slice?: number]> = [
  ['plan_change_pages', 'page', PAGES_AT_ONCE],
  ['plan_name_pages', 'page', PAGES_AT_ONCE],
  ['enforcement_removals', 'position'],
  ['plan_skipped', 'position'],
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
    const rows = () => knex(table).where({ plan_id: id });
    await idSlices(
      knex,
      rows(),
      order,
      async (first, last) => {
        await rows().whereBetween(order, [first, last]).delete();
      },
      slice,
    );
  }
  await knex('enforcement_plans').where({ id }).delete();
}
