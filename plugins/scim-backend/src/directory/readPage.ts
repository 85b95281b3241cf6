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
import { askOften } from '../database';

/** Which rows of a listing to read, and in which order. */
export interface PageQuery {
  /** Keeps the rows that match; with a title if it is a lookup. */
  where?: ((query: Knex.QueryBuilder) => void) & { title?: string };
  /** Puts the rows in order; ties are settled by the order of creation. */
  orderBy?(query: Knex.QueryBuilder): void;
  /** Keeps the rows with a greater row id; does not change the total. */
  after?: number;
  /** From 0. */
  offset: number;
  limit: number;
}

/** A page of rows, and how many match on all pages. */
export interface RowPage<T> {
  total: number;
  rows: T[];
}

/** Reads a page of a table. */
export async function readPage(
  tx: Knex,
  table: 'users' | 'groups' | 'portal_roles',
  page: PageQuery,
): Promise<RowPage<any>> {
  const matching = () =>
    tx(table).where(query => {
      page.where?.(query);
    });
  const rows =
    page.limit === 0 ? [] : await readRows(tx, matching(), table, page);
  const isWhole = !page.after && rows.length < page.limit;
  if (isWhole && (rows.length > 0 || page.offset === 0)) {
    // What has been read tells how many there are; lookups need not count.
    return { total: page.offset + rows.length, rows };
  }
  const counted = await matching().count({ count: '*' }).first();
  return { total: Number(counted?.count ?? 0), rows };
}

async function readRows(
  tx: Knex,
  matching: Knex.QueryBuilder,
  table: string,
  page: PageQuery,
): Promise<any[]> {
  const query = matching
    .select(`${table}.*`)
    .modify(ordered => {
      if (page.after !== undefined) {
        ordered.where(`${table}.id`, '>', page.after);
      }
    })
    .modify(ordered => page.orderBy?.(ordered))
    .orderBy(`${table}.id`)
    .offset(page.offset)
    .limit(page.limit);
  const { title } = page.where ?? {};
  const isPlain = !page.orderBy && page.after === undefined && !page.offset;
  return title !== undefined && isPlain ? askOften(tx, title, query) : query;
}
