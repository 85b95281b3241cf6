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
import { setImmediate } from 'node:timers/promises';

/** Rows covered by one statement. SQLite blocks the process for its length. */
const SLICE = 20_000;

/**
 * What a digest covers; together it differs in every row. PostgreSQL has a hash
 * for each kind, and takes twice as long for records of any kind.
 */
export interface DigestedColumns {
  /** Whole numbers from 1; NULL counts as 0. */
  numbers?: readonly string[];
  /** NULL counts as an empty text. */
  texts?: readonly string[];
  /** Of any kind. */
  others?: readonly string[];
}

/**
 * A digest of rows: the same for the same rows, another if one differs. The
 * database puts the rows together, since reading them one by one takes longer
 * than all the rest of a run.
 *
 * @param rows - all rows
 * @param order - a column of whole numbers that SQLite goes by
 * @param slice - values of `order` that SQLite covers by one statement
 */
export async function digestRows(
  tx: Knex,
  rows: Knex.QueryBuilder,
  order: string,
  columns: DigestedColumns,
  slice: number = SLICE,
): Promise<string> {
  return tx.client.config.client === 'pg'
    ? digestAtOnce(tx, rows, columns)
    : digestInSlices(tx, rows, order, columns, slice);
}

/** Hashes of rows, put together in any order: nothing has to be sorted. */
async function digestAtOnce(
  tx: Knex,
  rows: Knex.QueryBuilder,
  columns: DigestedColumns,
): Promise<string> {
  const { count, hash } = await rows
    .clone()
    .first(
      tx.raw('count(*) as count'),
      tx.raw('bit_xor(?) as hash', [hashOf(tx, columns)]),
    );
  return `${count}:${hash ?? 0}`;
}

/** A hash of a row of PostgreSQL: each column adds to that of those before. */
function hashOf(
  tx: Knex,
  { numbers = [], texts = [], others = [] }: DigestedColumns,
): Knex.Raw {
  let hash = tx.raw('0');
  if (others.length > 0) {
    const row = others.map(() => '??').join(', ');
    hash = tx.raw(`hash_record_extended(row(${row}), 0)`, [...others]);
  }
  for (const column of numbers) {
    hash = tx.raw('hashint8extended(coalesce(??, 0), ?)', [column, hash]);
  }
  for (const column of texts) {
    hash = tx.raw(`hashtextextended(coalesce(??, ''), ?)`, [column, hash]);
  }
  return hash;
}

async function digestInSlices(
  tx: Knex,
  rows: Knex.QueryBuilder,
  order: string,
  { numbers = [], texts = [], others = [] }: DigestedColumns,
  slice: number,
): Promise<string> {
  const hash = createHash('sha256');
  const columns = [...numbers, ...texts, ...others];
  const row = columns.map(() => 'quote(??)').join(` || ',' || `);
  const bounds: any = await rows
    .clone()
    .min({ first: order })
    .max({ last: order })
    .first();
  const { first, last } = bounds;
  if (first !== null) {
    for (let start = first; start <= last; start += slice) {
      const { text } = await tx
        .from(
          rows
            .clone()
            .select({ row: tx.raw(row, [...columns]) })
            .whereBetween(order, [start, start + slice - 1])
            .orderBy(order)
            .as('ordered'),
        )
        .first({ text: tx.raw(`group_concat(??, ';')`, ['row']) });
      hash.update(text === null ? '' : `${text};`);
      // Let others have a turn.
      await setImmediate();
    }
  }
  return hash.digest('hex');
}
