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

import { GroupSummary, UserSummary } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase, type GroupRow } from '../database';
import { toGroupSummary, toUserSummary } from '../directory';
import type { UserWithConnection } from './findUser';
import {
  Slice,
  Sliced,
  toSliced,
  whereAfter,
  whereContains,
} from './pagedRows';
import { inTextOrder } from './textOrder';

/** The people of the directory, by email. */
export async function listUsers(
  tx: Knex,
  slice: Slice,
): Promise<Sliced<UserSummary>> {
  const order = inTextOrder(
    tx,
    tx.raw('coalesce(users.email_key, users.user_name_key)'),
  );
  return list<UserWithConnection, UserSummary>(tx, slice, {
    table: 'users',
    order,
    searched: [
      'users.email_key',
      'users.user_name_key',
      'users.display_name_key',
    ],
    item: row => toUserSummary(row, row.connection_name),
  });
}

/** The user groups of the directory, by name. */
export async function listGroups(
  tx: Knex,
  slice: Slice,
): Promise<Sliced<GroupSummary>> {
  return list<GroupRow & { connection_name: string | null }, GroupSummary>(
    tx,
    slice,
    {
      table: 'groups',
      order: inTextOrder(tx, 'groups.display_name_key'),
      searched: ['groups.display_name_key'],
      item: row => toGroupSummary(row, row.connection_name),
    },
  );
}

async function list<R extends { id: number }, T>(
  tx: Knex,
  slice: Slice,
  options: {
    table: 'users' | 'groups';
    order: Knex.Raw;
    searched: string[];
    item(row: R): T;
  },
): Promise<Sliced<T>> {
  const { after, limit, search } = slice;
  const { table, order, searched, item } = options;
  const columns = [order, tx.raw(`${table}.id`)];
  const matching = (query: Knex.QueryBuilder) => {
    if (search) {
      whereContains(query, searched, foldCase(search));
    }
  };
  const counted = await tx(table)
    .modify(matching)
    .count({ count: '*' })
    .first();
  const rows: Array<R & { sort_key: string }> = await tx(table)
    .leftJoin('connections', 'connections.id', `${table}.connection_id`)
    .select(`${table}.*`, 'connections.name as connection_name', {
      sort_key: order,
    })
    .modify(matching)
    .modify(query => after && whereAfter(query, columns, after))
    .orderBy(columns.map(column => ({ column: column as unknown as string })))
    .limit(limit + 1);
  return toSliced(rows, {
    limit,
    totalItems: Number(counted?.count ?? 0),
    position: row => [row.sort_key, row.id],
    item: row => item(row),
  });
}
