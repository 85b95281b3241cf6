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
import { idSlices } from './idSlices';

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

/** How SQLite goes through rows. */
interface SliceOptions {
  /** Values of the column it goes by that one statement covers. */
  slice?: number;
  /** Rows with all of the digested ones, whose first and last are found sooner. */
  among?: Knex.QueryBuilder;
}

/**
 * A digest of rows: the same for the same rows, another if one differs. The
 * database puts the rows together, since reading them one by one takes longer
 * than all the rest of a run.
 *
 * @param rows - all rows
 * @param order - a column of whole numbers, never NULL, that SQLite goes by
 */
export async function digestRows(
  tx: Knex,
  rows: Knex.QueryBuilder,
  order: string,
  columns: DigestedColumns,
  options: SliceOptions = {},
): Promise<string> {
  return tx.client.config.client === 'pg'
    ? digestAtOnce(tx, rows, columns)
    : digestInSlices(tx, rows, order, columns, options);
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

/**
 * A hash for each column, of a text for each slice: a text for each row takes
 * longer. Where slices end does not matter.
 */
async function digestInSlices(
  tx: Knex,
  rows: Knex.QueryBuilder,
  order: string,
  { numbers = [], texts = [], others = [] }: DigestedColumns,
  { slice, among = rows }: SliceOptions,
): Promise<string> {
  const values = [
    ...numbers.map(column => [column, 'coalesce(??, 0)']),
    ...[...texts, ...others].map(column => [column, 'quote(??)']),
  ];
  const hashes = values.map(() => createHash('sha256'));
  const named = Object.fromEntries(
    values.map(([column], index) => [`column${index}`, column]),
  );
  const listed = Object.fromEntries(
    values.map(([_, value], index) => [
      index,
      tx.raw(`group_concat(${value})`, [`column${index}`]),
    ]),
  );
  await idSlices(
    tx,
    among,
    order,
    async (first, last) => {
      const ordered = rows
        .clone()
        .select(named)
        .whereBetween(order, [first, last])
        .orderBy(order)
        .as('ordered');
      const lists: Record<string, string | null> = await tx
        .from(ordered)
        .first(listed);
      hashes.forEach((hash, index) => {
        const list = lists[index];
        hash.update(list === null ? '' : `${list},`);
      });
    },
    slice,
  );
  const whole = createHash('sha256');
  hashes.forEach(hash => whole.update(hash.digest()));
  return whole.digest('hex');
}
