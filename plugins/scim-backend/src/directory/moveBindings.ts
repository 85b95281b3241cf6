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
import { slices } from './slices';

/**
 * Gives role bindings of one person or group to another. What both hold is held
 * once: the first one keeps it, to go with it.
 *
 * @param from - row id
 * @param to - row id
 * @returns how many were given
 */
export async function moveBindings(
  tx: Knex,
  column: 'user_id' | 'group_id',
  from: number,
  to: number,
): Promise<number> {
  const ids: number[] = await tx('bindings as mine')
    .where(`mine.${column}`, from)
    .whereNotExists(same =>
      same
        .from('bindings as theirs')
        .select('theirs.id')
        .where(`theirs.${column}`, to)
        .whereRaw('?? = ??', ['theirs.resource_id', 'mine.resource_id'])
        .whereRaw('?? = ??', ['theirs.role', 'mine.role']),
    )
    .pluck('mine.id');
  for (const slice of slices(ids)) {
    await tx('bindings')
      .whereIn('id', slice)
      .update({ [column]: to });
  }
  return ids.length;
}
