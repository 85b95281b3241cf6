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
import { idSlices } from '../idSlices';
import { insertSelected } from '../plan/insertSelected';
import { keepNames } from '../plan/runNames';

/**
 * Moves role bindings into the records of a run, with what their people and
 * resources are called: both may be gone when the run is undone.
 *
 * @param bindings - of people; without columns
 * @param run - row id of the run
 * @returns how many it keeps, and how many it deleted
 */
export async function takeBindings(
  tx: Knex,
  bindings: Knex.QueryBuilder,
  run: number,
): Promise<{ kept: number; deleted: number }> {
  const runId = tx.raw('cast(? as integer)', [run]);
  await keepNames(tx, run);
  await insertSelected(
    tx,
    'run_inactive_people',
    tx('users').where('active', false),
    { run_id: runId, user_id: 'users.id' },
  );

  let kept = 0;
  let deleted = 0;
  await idSlices(tx, bindings, 'bindings.id', async (first, last) => {
    const some = () =>
      bindings.clone().whereBetween('bindings.id', [first, last]);
    kept += await insertSelected(tx, 'run_bindings', some(), {
      run_id: runId,
      binding_id: 'bindings.id',
      resource_id: 'bindings.resource_id',
      role: 'bindings.role',
      user_id: 'bindings.user_id',
      created_at: 'bindings.created_at',
    });
    deleted += await some().delete();
  });
  if (tx.client.config.client === 'pg') {
    // So many new rows mislead whoever asks for them before they are counted.
    await tx.raw('analyze ??', ['run_bindings']);
  }
  return { kept, deleted };
}
