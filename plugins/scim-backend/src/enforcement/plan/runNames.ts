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
import { setImmediate } from 'node:timers/promises';
import { slices } from '../../directory/slices';
import { insertSelected } from './insertSelected';

type Kind = 'user' | 'resource';

/** Ids whose names are in one row. */
const PAGE = 1000;

/**
 * Keeps what everybody and everything is called: who is gone when a run is
 * undone has no other name. A row for each would take longer to write than the
 * role bindings take to delete.
 *
 * @param run - row id of the run
 */
export async function keepNames(tx: Knex, run: number): Promise<void> {
  const collect =
    tx.client.config.client === 'pg' ? 'json_object_agg' : 'json_group_object';
  const named: Array<[Kind, string, string]> = [
    ['user', 'users', 'coalesce(email, user_name)'],
    ['resource', 'resources', 'ref'],
  ];
  for (const [kind, table, name] of named) {
    const page = tx.raw(`id / ${PAGE}`);
    await insertSelected(
      tx,
      'run_names',
      tx(table).groupByRaw(`id / ${PAGE}`),
      {
        run_id: tx.raw('cast(? as integer)', [run]),
        kind: tx.raw('cast(? as varchar(255))', [kind]),
        page,
        names: tx.raw(`${collect}(id, ${name})`),
      },
    );
    // Let others have a turn.
    await setImmediate();
  }
}

/** What some of them were called. */
export async function readRunNames(
  tx: Knex,
  run: number,
  kind: Kind,
  ids: number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  const pages = new Set(ids.map(id => Math.floor(id / PAGE)));
  for (const slice of slices([...pages])) {
    const rows: Array<{ names: string }> = await tx('run_names')
      .where({ run_id: run, kind })
      .whereIn('page', slice)
      .select('names');
    for (const { names } of rows) {
      Object.entries<string>(JSON.parse(names)).forEach(([id, name]) =>
        found.set(Number(id), name),
      );
    }
  }
  return found;
}
