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

/**
 * Inserts what a query finds, without taking the rows out of the database.
 *
 * @param from - the query; without columns of its own
 * @param values - by column of the table: what of the query goes into it
 * @returns how many rows it inserted
 */
export async function insertSelected(
  tx: Knex,
  table: string,
  from: Knex.QueryBuilder,
  values: Record<string, string | Knex.Raw>,
): Promise<number> {
  const columns = Object.keys(values);
  const { sql, bindings } = from.select(Object.values(values)).toSQL();
  const answer: { rowCount?: number; changes?: number } = await tx.raw(
    `insert into ?? (${columns.map(() => '??').join(', ')}) ${sql}`,
    [table, ...columns, ...bindings],
  );
  return answer.rowCount ?? answer.changes ?? 0;
}
