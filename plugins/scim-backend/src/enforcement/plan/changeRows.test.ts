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

import type { ScimDatabase } from '../../database';
import { testDatabases } from '../../__testUtils__/testDatabases';
import { CHANGES_PAGE, PagedChange } from '../kernel';
import { allChanges, changesAt, changesOf, countChanges } from './changeRows';

jest.setTimeout(60_000);

const plan = 7;
/** More pages than one statement reads, and a last one with a row. */
const count = 85 * CHANGES_PAGE + 1;
/** Sorted by person, as the kernel writes them: three rows for each. */
const userOf = (position: number) => 1 + Math.floor(position / 3);

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) {
    all.push(row);
  }
  return all;
}

describe('Change rows of a stored plan', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let database: ScimDatabase;

    beforeAll(async () => {
      database = await databases.create(id);
      const rows = Array.from(
        { length: count },
        (_, i): PagedChange => [userOf(i), i, 'owner', null, '0d|'],
      );
      for (let page = 0; page * CHANGES_PAGE < count; page++) {
        const start = page * CHANGES_PAGE;
        await database.knex('plan_change_pages').insert([
          {
            plan_id: plan,
            page,
            rows: JSON.stringify(rows.slice(start, start + CHANGES_PAGE)),
          },
          { plan_id: plan + 1, page, rows: '[]' },
        ]);
      }
    });

    it('are counted, those on the last page as well', async () => {
      expect(await countChanges(database.knex, plan)).toBe(count);
      expect(await countChanges(database.knex, plan + 2)).toBe(0);
    });

    it.each([
      [0, 3],
      [CHANGES_PAGE - 2, 4],
      [CHANGES_PAGE, 1],
      [count - 2, 10],
      [count, 10],
    ])('are read from position %d on, %d at most', async (start, limit) => {
      const found = await changesAt(database.knex, plan, start, limit);

      expect(found).toEqual(
        Array.from({ length: Math.min(limit, count - start) }, (_, i) => ({
          position: start + i,
          user_id: userOf(start + i),
          resource_id: start + i,
          old_role: 'owner',
          new_role: null,
          origins: '0d|',
        })),
      );
    });

    it('are walked in order, each once', async () => {
      const found = await collect(allChanges(database.knex, plan));
      expect(found.map(({ position }) => position)).toEqual(
        Array.from({ length: count }, (_, i) => i),
      );
    });

    it('are found by person, also across two pages', async () => {
      const user = userOf(CHANGES_PAGE);
      const found = await collect(changesOf(database.knex, plan, user));
      expect(found.map(({ position }) => position)).toEqual([
        CHANGES_PAGE - 2,
        CHANGES_PAGE - 1,
        CHANGES_PAGE,
      ]);
      expect(await collect(changesOf(database.knex, plan, 99_999))).toEqual([]);
    });
  });
});
