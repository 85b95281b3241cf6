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

/** Rows, column by column. */
export type PackedColumns<T> = { [Column in keyof T]: Array<T[Column]> };

/**
 * Reads the columns of some rows as one list each, which takes a fraction of
 * the time of reading the rows.
 *
 * @param rows - in order
 */
export async function readPackedColumns<T extends object>(
  tx: Knex,
  rows: Knex.QueryBuilder,
  columns: ReadonlyArray<keyof T & string>,
): Promise<PackedColumns<T>> {
  const aggregate =
    tx.client.config.client === 'pg' ? 'json_agg' : 'json_group_array';
  const packed = await tx
    .from(rows.as('packed'))
    .first(
      Object.fromEntries(
        columns.map(column => [column, tx.raw(`${aggregate}(??)`, [column])]),
      ),
    );
  return Object.fromEntries(
    columns.map(column => [column, toList(packed[column])]),
  ) as PackedColumns<T>;
}

/** PostgreSQL gives nothing for no rows, and SQLite text for JSON. */
function toList(packed: unknown[] | string | null): unknown[] {
  return typeof packed === 'string' ? JSON.parse(packed) : packed ?? [];
}
