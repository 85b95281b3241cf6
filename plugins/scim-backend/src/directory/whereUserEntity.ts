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
import { foldCase } from '../database';
import { entityNameOf } from './entityNameOf';

/**
 * Keeps the person behind a catalog entity: the one for whom another provider's
 * entity of this reference stands, else the one whose own it is. Keeps nobody
 * if it is not a reference to a person.
 *
 * @param query - a query for users, unordered
 */
export function whereUserEntity<T extends Knex.QueryBuilder>(
  query: T,
  entityRef: string,
): T {
  const reference = foldCase(entityRef);
  const name = entityNameOf(reference);
  if (name === undefined) {
    query.whereRaw('1 = 0');
    return query;
  }
  query
    .where(any =>
      any
        .where('users.entity_name', name)
        .orWhere('users.catalog_ref', reference),
    )
    .orderByRaw('case when users.catalog_ref = ? then 0 else 1 end', [
      reference,
    ])
    .orderBy('users.id');
  return query;
}
