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
import { createHash } from 'node:crypto';
import { DigestedColumns, digestRows } from '../digestRows';
import { PAGES_AT_ONCE, PlanRow } from './planRows';

/** What stays as it is in the record of a plan, whatever becomes of it. */
const RECORD = [
  'uuid',
  'kind',
  'rollback_of',
  'revision',
  'fingerprint',
  'created_at',
  'created_by',
  'expires_at',
  'summary',
  'scope',
  'basis',
] as const satisfies ReadonlyArray<keyof PlanRow>;

/** The rows of a plan, and what of them has a meaning. */
const ROWS: Array<{
  table: string;
  order: string;
  columns: DigestedColumns;
  /** For rows that are pages themselves: fewer at once. */
  slice?: number;
}> = [
  {
    table: 'plan_change_pages',
    order: 'page',
    columns: { texts: ['rows'], others: ['page'] },
    slice: PAGES_AT_ONCE,
  },
  {
    table: 'plan_name_pages',
    order: 'rowid',
    columns: { texts: ['search_keys', 'details'], others: ['kind', 'page'] },
    slice: PAGES_AT_ONCE,
  },
  {
    table: 'enforcement_removals',
    order: 'position',
    columns: {
      numbers: ['user_id'],
      texts: ['search_key', 'detail'],
      others: ['position', 'email'],
    },
  },
  {
    table: 'plan_skipped',
    order: 'position',
    columns: { texts: ['search_key', 'detail'], others: ['position'] },
  },
];

/** A digest of a stored plan: of its record and of its rows. */
export async function digestPlan(tx: Knex, plan: PlanRow): Promise<string> {
  const hash = createHash('sha256');
  hash.update(`${JSON.stringify(RECORD.map(column => plan[column]))}\n`);
  for (const { table, order, columns, slice } of ROWS) {
    const rows = tx(table).where({ plan_id: plan.id });
    const digest = await digestRows(tx, rows, order, columns, { slice });
    hash.update(`${table} ${digest}\n`);
  }
  return hash.digest('hex');
}
