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
// Benchmarks measure the parts themselves, without HTTP in between.
/* eslint-disable @backstage/no-forbidden-package-imports */
import {
  packedNumbers,
  sliceSize,
  unpackNumbers,
} from '@backstage-scim/plugin-scim-backend/src/access/localSource';
/* eslint-enable @backstage/no-forbidden-package-imports */
import { secondsOf } from './Observation';

const TABLES = [
  { table: 'group_members', order: ['group_id', 'user_id'] },
  { table: 'bindings', order: ['id'] },
];
const LISTS = ['users', 'groups', 'resources'];

/** Rows that are read at once. */
const SLICE = 20_000;

/** How long it takes to do nothing but read the rows, as objects. */
export function timeRowObjects(knex: Knex): Promise<number> {
  return secondsOf(async () => {
    await readLists(knex);
    for (const { table, order } of TABLES) {
      const columns =
        table === 'bindings'
          ? ['id', 'resource_id', 'role', 'user_id', 'group_id']
          : order;
      let last: number[] | undefined;
      for (;;) {
        const rows: Array<Record<string, number>> = await after(
          knex(table).select(columns),
          order,
          last,
        ).limit(SLICE);
        if (rows.length < SLICE) {
          break;
        }
        last = order.map(column => rows[rows.length - 1][column]);
      }
    }
  });
}

/** How long it takes to do nothing but read the rows, packed. */
export function timePackedRows(knex: Knex): Promise<number> {
  return secondsOf(async () => {
    await readLists(knex);
    for (const { table, order } of TABLES) {
      const columns = table === 'bindings' ? ['resource_id', 'user_id'] : order;
      const size = sliceSize(knex);
      let last: number[] | undefined;
      for (;;) {
        const slice = after(
          knex(table).select([...new Set([...order, ...columns])]),
          order,
          last,
        )
          .limit(size)
          .as('slice');
        const packed: any = await knex
          .from(slice)
          .count({ count: '*' })
          .max(Object.fromEntries(order.map(column => [column, column])))
          .select(
            Object.fromEntries(
              columns.map(column => [
                `${column}_packed`,
                packedNumbers(knex, column),
              ]),
            ),
          )
          .first();
        const count = Number(packed.count);
        if (count < size) {
          break;
        }
        last =
          order.length === 1
            ? [packed[order[0]]]
            : order.map(
                column =>
                  unpackNumbers(packed[`${column}_packed`], count)[count - 1],
              );
      }
    }
  });
}

async function readLists(knex: Knex): Promise<void> {
  for (const table of LISTS) {
    let last = 0;
    for (;;) {
      const rows = await knex(table)
        .select(
          table === 'resources'
            ? ['id', 'uuid', 'name', 'ref']
            : ['id', 'uuid', 'entity_name', 'display_name'],
        )
        .where('id', '>', last)
        .orderBy('id')
        .limit(2000);
      if (rows.length === 0) {
        break;
      }
      last = rows[rows.length - 1].id;
    }
  }
}

function after(
  query: Knex.QueryBuilder,
  order: string[],
  last: number[] | undefined,
): Knex.QueryBuilder {
  if (last) {
    query.whereRaw(
      `(${order.map(() => '??').join()}) > (${order.map(() => '?').join()})`,
      [...order, ...last],
    );
  }
  return query.orderBy(order);
}
