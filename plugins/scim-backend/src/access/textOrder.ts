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

/** A column, or an expression, as an SQL fragment. */
export type Fragment = string | Knex.Raw;

/**
 * A text expression that sorts by its characters alone. PostgreSQL would follow
 * the database's locale otherwise, and SQLite would not.
 */
export function inTextOrder(tx: Knex, expression: Fragment): Knex.Raw {
  const sql = typeof expression === 'string' ? '??' : '?';
  return tx.client.config.client === 'pg'
    ? tx.raw(`${sql} collate "C"`, [expression])
    : tx.raw(sql, [expression]);
}

/** Orders texts as {@link inTextOrder} does. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
