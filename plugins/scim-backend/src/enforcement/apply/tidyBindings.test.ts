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

import { testDatabases } from '../../__testUtils__/testDatabases';
import type { ScimDatabase } from '../../database';
import { tidyBindings } from './tidyBindings';

jest.setTimeout(60_000);

/** How often PostgreSQL was told to clear the table; it counts a bit later. */
async function clearings({ knex }: ScimDatabase): Promise<number> {
  await knex.raw('select pg_stat_clear_snapshot()');
  const { vacuum_count } = await knex('pg_stat_user_tables')
    .where({ relname: 'bindings' })
    .first();
  return Number(vacuum_count);
}

describe('After role bindings moved', () => {
  const databases = testDatabases();

  it.each(databases.ids)('nothing stands in the way on %s', async id => {
    const { knex } = await databases.create(id);
    await expect(tidyBindings(knex, 1_000_000)).resolves.toBeUndefined();
  });

  // Not `it.each`, which fails where PostgreSQL is missing.
  for (const [id] of databases.ids.filter(([name]) => name !== 'SQLITE_3')) {
    it(`many of them, ${id} clears what they left, and not after a few`, async () => {
      const database = await databases.create(id);
      await tidyBindings(database.knex, 9_999);
      await tidyBindings(database.knex, 10_000);
      while ((await clearings(database)) === 0) {
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      expect(await clearings(database)).toBe(1);
    });
  }
});
