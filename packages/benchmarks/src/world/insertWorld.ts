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
import { World } from './World';
import { TableRows, worldTables } from './worldTables';

/** Rows in one statement. */
const BATCH = 20_000;

/** Tables with row ids that a sequence gives out. */
const NUMBERED = [
  'connections',
  'users',
  'groups',
  'portal_roles',
  'service_accounts',
  'resources',
  'bindings',
];

/** Tables whose first row a portal adds when it starts. */
const PRESENT = ['connections', 'resources'];

/**
 * Fills an empty database with a world, the fastest way there is.
 *
 * @param isStarted - whether a portal was started on it: the database then has
 * its first connection and the organization already
 */
export async function insertWorld(
  knex: Knex,
  world: World,
  isStarted: boolean = false,
): Promise<void> {
  const tables = worldTables(world).map(rows =>
    isStarted && PRESENT.includes(rows.table) ? withoutFirst(rows) : rows,
  );
  if (knex.client.config.client === 'pg') {
    await knex.transaction(async tx => {
      // Every reference is right by construction.
      await tx.raw('set local session_replication_role = replica');
      for (const rows of tables) {
        await insertIntoPostgres(tx, rows);
      }
      for (const table of NUMBERED) {
        await tx.raw(
          `select setval(pg_get_serial_sequence(?, 'id'), greatest(max(id), 1)) from ??`,
          [table, table],
        );
      }
    });
    // As the server does by itself after a while.
    await knex.raw('vacuum analyze');
  } else {
    await insertIntoSqlite(knex, tables);
  }
  await knex('organization').where({ id: 1 }).increment('revision');
}

function withoutFirst(rows: TableRows): TableRows {
  return { ...rows, count: rows.count - 1, row: i => rows.row(i + 1) };
}

async function insertIntoPostgres(tx: Knex, rows: TableRows): Promise<void> {
  const { table, columns, count, row } = rows;
  const types = Object.values(columns);
  const names = Object.keys(columns);
  for (let start = 0; start < count; start += BATCH) {
    const values: unknown[][] = types.map(() => []);
    for (let i = start; i < Math.min(start + BATCH, count); i++) {
      row(i).forEach((value, column) => values[column].push(value));
    }
    await tx.raw(
      `insert into ?? (${names.map(() => '??')}) select * from unnest(${types
        .map(type => `cast(? as ${type}[])`)
        .join(', ')})`,
      [table, ...names, ...values.map(toArrayText)],
    );
  }
}

/** JSON differs from the text of an array in its brackets only. */
function toArrayText(values: unknown[]): string {
  return `{${JSON.stringify(values).slice(1, -1)}}`;
}

async function insertIntoSqlite(
  knex: Knex,
  tables: TableRows[],
): Promise<void> {
  const connection = await knex.client.acquireConnection();
  try {
    connection.pragma('foreign_keys = OFF');
    connection.transaction(() => {
      for (const { table, columns, count, row } of tables) {
        const names = Object.keys(columns);
        const statement = connection.prepare(
          `insert into ${table} (${names}) values (${names.map(() => '?')})`,
        );
        for (let i = 0; i < count; i++) {
          statement.run(row(i).map(toStored));
        }
      }
    })();
    connection.pragma('foreign_keys = ON');
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

/** SQLite has no booleans. */
function toStored(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
