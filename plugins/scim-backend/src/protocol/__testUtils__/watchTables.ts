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

import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import type { ScimDatabase } from '../../database';

/** Says whether anything in the database has changed. */
export interface TableWatch {
  /** What all tables hold now, as a digest; each row of each of them counts. */
  digest(): Promise<string>;
}

/** What is written of every request, whether it changes anything or not. */
const COUNTERS = [
  'last_push_at',
  'token_uses',
  'token_used_at',
  'next_token_uses',
  'next_token_used_at',
];

/**
 * Watches all tables but those of the migrations, and those that count the
 * requests of connections.
 */
export async function watchTables({ knex }: ScimDatabase): Promise<TableWatch> {
  const isPostgres = knex.client.config.client === 'pg';
  const names = await tableNames(knex, isPostgres);
  return {
    async digest() {
      const states = isPostgres
        ? await digestsInPostgres(knex, names)
        : await rowsInSqlite(knex, names);
      return createHash('sha256').update(JSON.stringify(states)).digest('hex');
    },
  };
}

async function tableNames(knex: Knex, isPostgres: boolean): Promise<string[]> {
  const rows = isPostgres
    ? await knex('information_schema.tables')
        .where({ table_schema: 'public' })
        .orderBy('table_name')
        .select({ name: 'table_name' })
    : await knex('sqlite_master').where({ type: 'table' }).select('name');
  return rows
    .map(({ name }) => name)
    .filter(
      name => !/^(knex|sqlite)_|^connection_(activity|errors)$/.test(name),
    );
}

async function digestsInPostgres(knex: Knex, names: string[]) {
  const pieces = names.map(
    name =>
      `select '${name}' as name, md5(string_agg(one, ',' order by one)) as state from (select (to_jsonb(t)${COUNTERS.map(
        column => ` - '${column}'`,
      ).join('')})::text as one from "${name}" t) as ${name}_rows`,
  );
  const { rows } = await knex.raw(pieces.join(' union all '));
  return rows;
}

async function rowsInSqlite(knex: Knex, names: string[]) {
  const states = [];
  for (const name of names) {
    const rows = await knex(name).orderBy('rowid');
    rows.forEach(row => COUNTERS.forEach(column => delete row[column]));
    states.push(rows);
  }
  return states;
}
