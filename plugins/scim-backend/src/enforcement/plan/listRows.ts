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

import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import type { Slice, Sliced } from '../../access';
import { toSliced, whereAfter, whereContains } from '../../access/pagedRows';
import { foldCase } from '../../database';

/**
 * A slice of the rows of a plan, as they were stored.
 *
 * @param rows - a query for all of them; called more than once
 */
export async function listRows<T>(
  rows: () => Knex.QueryBuilder,
  slice: Slice,
): Promise<Sliced<T>> {
  const { after, limit, search } = slice;
  assertSearchable(search);
  const matching = () =>
    rows().modify(query => {
      if (search) {
        whereContains(query, ['search_key'], foldCase(search));
      }
    });
  const counted = await matching().count({ count: '*' }).first();
  const found: Array<{ position: number; detail: string }> = await matching()
    .select('position', 'detail')
    .modify(query => {
      if (after) {
        whereAfter(query, ['position'], after);
      }
    })
    .orderBy('position')
    .limit(limit + 1);
  return toSliced(found, {
    limit,
    totalItems: Number(counted.count),
    position: row => [row.position],
    item: row => JSON.parse(row.detail),
  });
}

/** PostgreSQL takes no NUL in a text. */
export function assertSearchable(search: string | undefined): void {
  if (search?.includes('\0')) {
    throw new InputError('Search for text without NUL characters.');
  }
}
