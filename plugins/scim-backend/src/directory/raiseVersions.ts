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
 * Says that lists of members differ: a client that knows them as they were must
 * not be told that nothing changed.
 */
export async function raiseVersions(
  tx: Knex,
  table: 'groups' | 'portal_roles',
  ids: Knex.QueryBuilder | number[],
): Promise<void> {
  await tx(table)
    .whereIn('id', ids)
    .update({
      version: tx.raw('version + 1'),
      updated_at: new Date().toISOString(),
    });
}

/** Raises those of all that somebody is listed in, who is about to go. */
export async function raiseVersionsAround(
  tx: Knex,
  userId: number,
): Promise<void> {
  const groups = tx('group_members').where({ user_id: userId });
  const roles = tx('user_roles').where({ user_id: userId });
  await raiseVersions(tx, 'groups', groups.select('group_id'));
  await raiseVersions(tx, 'portal_roles', roles.select('portal_role_id'));
}
