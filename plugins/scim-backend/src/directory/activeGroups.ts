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

/**
 * How many levels of nested groups count. The group that somebody is a direct
 * member of is level 1.
 */
export const MAX_GROUP_LEVELS = 10;

/**
 * Keeps the groups that count: linked, and their connection, if they have one,
 * active. Local teams always count. Everything that asks whether a group is
 * active asks here.
 *
 * @param query - a query in which the `groups` table is present
 * @param groups - the alias of that table
 */
export function whereGroupActive<T extends Knex.QueryBuilder>(
  query: T,
  groups: string = 'groups',
): T {
  query.where(`${groups}.linked`, true).where(connection =>
    connection.whereNull(`${groups}.connection_id`).orWhereIn(
      `${groups}.connection_id`,
      // A handful of rows, so the engine evaluates it once.
      subquery =>
        subquery.from('connections').select('id').where('status', 'active'),
    ),
  );
  return query;
}

/**
 * Keeps the people who count: active at the identity provider, and members of
 * the organization. Nobody else has access or a catalog entity.
 *
 * @param query - a query in which the `users` table is present
 * @param users - the alias of that table
 */
export function whereUserPresent<T extends Knex.QueryBuilder>(
  query: T,
  users: string = 'users',
): T {
  query.where(`${users}.active`, true).where(`${users}.member`, true);
  return query;
}
