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
import { idBounds } from '../idBounds';

/** Rows covered by one statement on SQLite, which blocks the process. */
const SLICE = 5_000;

/**
 * Goes through rows by their ids: at once on PostgreSQL, where other requests
 * go on meanwhile; in slices on SQLite, where they have to wait for each
 * statement.
 *
 * @param column - the column with the ids
 */
export async function idSlices(
  tx: Knex,
  rows: Knex.QueryBuilder,
  column: string,
  visit: (first: number, last: number) => Promise<void>,
): Promise<void> {
  const bounds = await idBounds(tx, rows, column);
  if (!bounds) {
    return;
  }
  const { first, last } = bounds;
  const size = tx.client.config.client === 'pg' ? last - first + 1 : SLICE;
  for (let start = first; start <= last; start += size) {
    await visit(start, Math.min(start + size - 1, last));
    await setImmediate();
  }
}
