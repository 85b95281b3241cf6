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
import { idSlices } from './idSlices';
import { insertSelected } from './insertSelected';

/**
 * Moves role bindings of users out of the store and into the records of a run.
 *
 * @param bindings - a query over `bindings`
 * @param run - row id of the run
 * @returns how many it took
 */
export async function takeBindings(
  tx: Knex,
  bindings: Knex.QueryBuilder,
  run: number,
): Promise<number> {
  return tx.client.config.client === 'pg'
    ? takeAtOnce(tx, bindings, run)
    : takeInSlices(tx, bindings, run);
}

/** What the records keep, from `bindings` or what was deleted of it. */
const recorded = (tx: Knex, from: string, run: number) => ({
  run_id: tx.raw('cast(? as integer)', [run]),
  binding_id: `${from}.id`,
  binding_uuid: `${from}.uuid`,
  resource_id: `${from}.resource_id`,
  role: `${from}.role`,
  resource_ref: 'resources.ref',
  user_id: `${from}.user_id`,
  email: tx.raw('coalesce(users.email, users.user_name)'),
  user_active: 'users.active',
  created_at: `${from}.created_at`,
});

async function takeAtOnce(
  tx: Knex,
  bindings: Knex.QueryBuilder,
  run: number,
): Promise<number> {
  const values = recorded(tx, 'gone', run);
  const gone = bindings.clone().delete().returning('*').toSQL();
  const kept = tx
    .from('gone')
    .join('users', 'users.id', 'gone.user_id')
    .join('resources', 'resources.id', 'gone.resource_id')
    .select(Object.values(values))
    .toSQL();
  const columns = Object.keys(values);
  const { rowCount } = await tx.raw(
    `with gone as (${gone.sql}) insert into run_bindings (${columns
      .map(() => '??')
      .join(', ')}) ${kept.sql}`,
    [...gone.bindings, ...columns, ...kept.bindings],
  );
  return rowCount;
}

async function takeInSlices(
  tx: Knex,
  bindings: Knex.QueryBuilder,
  run: number,
): Promise<number> {
  let taken = 0;
  await idSlices(tx, bindings, 'bindings.id', async (first, last) => {
    const some = () =>
      bindings.clone().whereBetween('bindings.id', [first, last]);
    await insertSelected(
      tx,
      'run_bindings',
      some()
        .join('users', 'users.id', 'bindings.user_id')
        .join('resources', 'resources.id', 'bindings.resource_id'),
      recorded(tx, 'bindings', run),
    );
    taken += await some().delete();
  });
  return taken;
}
