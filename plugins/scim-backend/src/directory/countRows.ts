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
import { slices } from './slices';

/** How many rows of a table refer to each of these ids. */
export async function countRows(
  tx: Knex,
  table: string,
  column: string,
  ids: number[],
): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const slice of slices(ids)) {
    const rows: Array<{ id: number; count: number | string }> = await tx(table)
      .whereIn(column, slice)
      .groupBy(column)
      .select({ id: column })
      .count({ count: '*' });
    rows.forEach(({ id, count }) => counts.set(Number(id), Number(count)));
  }
  return counts;
}
