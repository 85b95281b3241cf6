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

/** All role bindings that a run (row id) removed. */
export function removedBindings(tx: Knex, run: number): Knex.QueryBuilder {
  return tx('run_bindings as removed').where('removed.run_id', run);
}

/** How many role bindings a run (row id) removed. */
export async function countRemoved(tx: Knex, run: number): Promise<number> {
  const counted: any = await removedBindings(tx, run)
    .count({ count: '*' })
    .first();
  return Number(counted.count);
}

/**
 * The role bindings that a run removed and that can come back: their person and
 * resource are still there, the person was not deactivated since, and nobody
 * has made the same binding again.
 *
 * @param run - row id of the run
 */
export function restorableBindings(tx: Knex, run: number): Knex.QueryBuilder {
  return removedBindings(tx, run)
    .join('users', 'users.id', 'removed.user_id')
    .join('resources', 'resources.id', 'removed.resource_id')
    .where(standing =>
      standing
        .where('users.active', true)
        .orWhereExists(inactive => wasInactive(inactive)),
    )
    .whereNotExists(madeAgain =>
      madeAgain
        .from('bindings as same')
        .whereRaw('same.user_id = removed.user_id')
        .whereRaw('same.resource_id = removed.resource_id')
        .whereRaw('same.role = removed.role'),
    );
}

/** The other ones that the run removed: see {@link restorableBindings}. */
export function lostBindings(tx: Knex, run: number): Knex.QueryBuilder {
  return removedBindings(tx, run)
    .leftJoin('users', 'users.id', 'removed.user_id')
    .leftJoin('resources', 'resources.id', 'removed.resource_id')
    .leftJoin('bindings as made_again', same =>
      same
        .on('made_again.user_id', 'removed.user_id')
        .on('made_again.resource_id', 'removed.resource_id')
        .on('made_again.role', 'removed.role'),
    )
    .where(lost =>
      lost
        .whereNull('users.id')
        .orWhereNull('resources.id')
        .orWhereNotNull('made_again.id')
        .orWhere(deactivated =>
          deactivated
            .where('users.active', false)
            .whereNotExists(inactive => wasInactive(inactive)),
        ),
    );
}

/** The people whose membership cannot come back: gone or deactivated. */
export function lostMemberships(tx: Knex, run: number): Knex.QueryBuilder {
  return tx('run_memberships as ended')
    .leftJoin('users', 'users.id', 'ended.user_id')
    .where('ended.run_id', run)
    .where(lost => lost.whereNull('users.id').orWhere('users.active', false));
}

/** Whether the person of a removed binding was inactive at the time already. */
function wasInactive(query: Knex.QueryBuilder): void {
  query
    .from('run_inactive_people as inactive')
    .whereRaw('inactive.run_id = removed.run_id')
    .whereRaw('inactive.user_id = removed.user_id');
}
