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

/** Ids covered by one statement on SQLite, which blocks the process. */
const SLICE = 5_000;

/**
 * Goes through rows by their ids: at once on PostgreSQL, where other requests
 * go on meanwhile; in slices on SQLite, where they have to wait for each
 * statement.
 *
 * @param rows - with the least and the greatest id
 * @param column - the column with the ids, never NULL
 * @param visit - is told the first and the last id of a slice
 * @param slice - ids that one statement may cover on SQLite
 */
export async function idSlices(
  tx: Knex,
  rows: Knex.QueryBuilder,
  column: string,
  visit: (first: number, last: number) => Promise<void>,
  slice: number = SLICE,
): Promise<void> {
  const isPostgres = tx.client.config.client === 'pg';
  const bounds = isPostgres
    ? await boundsAtOnce(rows, column)
    : await boundsInTurn(rows, column);
  if (!bounds) {
    return;
  }
  const { first, last } = bounds;
  const size = isPostgres ? last - first + 1 : slice;
  for (let start = first; start <= last; start += size) {
    await visit(start, Math.min(start + size - 1, last));
    // Let others have a turn, here and below.
    await setImmediate();
  }
}

interface Bounds {
  first: number;
  last: number;
}

/** @returns undefined if there are no rows */
async function boundsAtOnce(
  rows: Knex.QueryBuilder,
  column: string,
): Promise<Bounds | undefined> {
  const bounds: any = await rows
    .clone()
    .min({ first: column })
    .max({ last: column })
    .first();
  return bounds.first === null ? undefined : bounds;
}

/**
 * SQLite goes to either one by an index, but reads all rows when asked for both
 * at once.
 */
async function boundsInTurn(
  rows: Knex.QueryBuilder,
  column: string,
): Promise<Bounds | undefined> {
  const least: any = await rows.clone().min({ first: column }).first();
  await setImmediate();
  const greatest: any = await rows.clone().max({ last: column }).first();
  await setImmediate();
  return least.first === null ? undefined : { ...least, ...greatest };
}
