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

/**
 * The least and the greatest value of a column of whole numbers.
 *
 * SQLite goes to either one by an index, but reads all rows when asked for both
 * at once.
 *
 * @returns undefined if there are no rows
 */
export async function idBounds(
  tx: Knex,
  rows: Knex.QueryBuilder,
  column: string,
): Promise<{ first: number; last: number } | undefined> {
  if (tx.client.config.client === 'pg') {
    const both: any = await rows
      .clone()
      .min({ first: column })
      .max({ last: column })
      .first();
    return both.first === null ? undefined : both;
  }
  const least: any = await rows.clone().min({ first: column }).first();
  await setImmediate();
  const greatest: any = await rows.clone().max({ last: column }).first();
  await setImmediate();
  return least.first === null ? undefined : { ...least, ...greatest };
}
