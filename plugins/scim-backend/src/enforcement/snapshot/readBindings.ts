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
import { RowsBuilder } from '../kernel';
import { packedIds, unpackIds } from './packedIds';
import { numbersById } from './readRows';
import { rankOf } from './rankOf';
import { SnapshotResource } from './Snapshot';

/** Resources read by one statement. SQLite blocks the process for its length. */
const SLICE = 1000;

/** What role bindings are read from: a table or a query with its columns. */
export type BindingSource = (tx: Knex) => Knex.QueryBuilder;

/**
 * Reads the role bindings of principals that have a number.
 *
 * @param numbers - for each column that names a principal, the numbers of the
 * principals, by id
 * @returns for each of these columns: the number of the principal, the number
 * of the resource, and the rank of the role
 */
export async function readBindings<TColumn extends string>(
  tx: Knex,
  from: BindingSource,
  resources: SnapshotResource[],
  numbers: Record<TColumn, Map<number, number>>,
): Promise<Record<TColumn, RowsBuilder>> {
  const columns = Object.keys(numbers) as TColumn[];
  const builders = Object.fromEntries(
    columns.map(column => [column, new RowsBuilder()]),
  ) as Record<TColumn, RowsBuilder>;
  const resourceNumbers = numbersById(resources);
  const ids = [...resourceNumbers.keys()].sort((a, b) => a - b);
  for (let start = 0; start < ids.length; start += SLICE) {
    const end = Math.min(start + SLICE, ids.length) - 1;
    const packed = await from(tx)
      .select('resource_id', 'role')
      .select(
        Object.fromEntries(
          columns.map(column => [column, packedIds(tx, column)]),
        ),
      )
      .whereBetween('resource_id', [ids[start], ids[end]])
      .groupBy('resource_id', 'role');
    for (const row of packed) {
      const resource = resourceNumbers.get(row.resource_id);
      if (resource !== undefined) {
        const rank = rankOf(resources[resource], row.role);
        for (const column of columns) {
          unpackIds(row[column], id => {
            const principal = numbers[column].get(id);
            if (principal !== undefined) {
              builders[column].add(principal, resource, rank);
            }
          });
        }
      }
    }
  }
  return builders;
}
