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
import { Fragment } from './textOrder';

/** Where a listing goes on: the sort values of the last row that was read. */
export type Position = ReadonlyArray<string | number>;

/** Which slice of a listing to read. */
export interface Slice {
  after?: Position;
  limit: number;
  /** Only rows whose names contain this, without case. */
  search?: string;
}

/** A slice of a listing. */
export interface Sliced<T> {
  items: T[];
  /** Number of items in all slices. */
  totalItems: number;
  /** Where the next slice starts; absent on the last one. */
  next?: Position;
}

/** Keeps the rows that come after `position` in the order of `columns`. */
export function whereAfter(
  query: Knex.QueryBuilder,
  columns: Fragment[],
  position: Position,
): void {
  // (a, b) > (1, 2), spelt out: a > 1, or a = 1 and b > 2.
  query.where(any => {
    columns.forEach((column, index) => {
      any.orWhere(all => {
        columns
          .slice(0, index)
          .forEach((earlier, place) =>
            all.where(earlier as string, '=', position[place]),
          );
        all.where(column as string, '>', position[index]);
      });
    });
  });
}

/** Keeps the rows of which a column contains `text`, as it is written. */
export function whereContains(
  query: Knex.QueryBuilder,
  columns: Fragment[],
  text: string,
): void {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  query.where(any => {
    for (const column of columns) {
      const sql = typeof column === 'string' ? '??' : '?';
      any.orWhereRaw(`${sql} like ? escape '\\'`, [column, pattern]);
    }
  });
}

/** Cuts the row that was read beyond the limit, to learn whether there is one. */
export function toSliced<R, T>(
  rows: R[],
  options: {
    limit: number;
    totalItems: number;
    position(row: R): Position;
    item(row: R): T;
  },
): Sliced<T> {
  const kept = rows.slice(0, options.limit);
  return {
    items: kept.map(options.item),
    totalItems: options.totalItems,
    next:
      rows.length > options.limit
        ? options.position(kept[kept.length - 1])
        : undefined,
  };
}
