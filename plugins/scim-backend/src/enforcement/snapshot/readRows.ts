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
import { Rows, RowsBuilder } from '../kernel';
import { packedIds, unpackIds } from './packedIds';

/** Keys read by one statement. SQLite blocks the process for its length. */
const SLICE = 500;

/** The number, from 0, of each id of a list. */
export function numbersById(list: Array<{ id: number }>): Map<number, number> {
  return new Map(list.map(({ id }, number) => [id, number]));
}

/** Reads a table of pairs; row `i` is what value `i` goes together with. */
export async function readRows(
  tx: Knex,
  pairs: {
    table: string;
    key: string;
    keys: Map<number, number>;
    value: string;
    values: Map<number, number>;
  },
): Promise<Rows> {
  const rows = new RowsBuilder();
  const ids = [...pairs.keys.keys()].sort((a, b) => a - b);
  for (let start = 0; start < ids.length; start += SLICE) {
    const packed = await tx(pairs.table)
      .select({ key: pairs.key, values: packedIds(tx, pairs.value) })
      .whereBetween(pairs.key, [
        ids[start],
        ids[Math.min(start + SLICE, ids.length) - 1],
      ])
      .groupBy(pairs.key);
    for (const row of packed) {
      const key = pairs.keys.get(row.key);
      if (key !== undefined) {
        unpackIds(row.values, id => {
          const value = pairs.values.get(id);
          if (value !== undefined) {
            rows.add(value, key);
          }
        });
      }
    }
  }
  return rows.toRows(pairs.values.size);
}
