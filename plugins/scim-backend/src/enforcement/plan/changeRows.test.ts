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
import { CHANGES_PAGE, encodeChanges, NO_ROLE } from '../kernel';
import {
  allChanges,
  changesAt,
  changesOf,
  countChanges,
  searchChanges,
} from './changeRows';

jest.setTimeout(60_000);

const plan = 7;
/** More pages than one statement reads, and a last one with a row. */
const count = 85 * CHANGES_PAGE + 1;
/** Three rows for each person. */
const userOf = (position: number) => 1 + Math.floor(position / 3);
/** Some lie in other access sources. */
const resourceOf = (position: number) => position - 5;

const rowAt = (position: number) => ({
  position,
  user_id: userOf(position),
  resource_id: resourceOf(position),
  old_role: 'the "owner", or so',
  new_role: null,
  origins: `0d|1g${position % 3}.7`,
});

/** As the kernel writes them. */
function pagesOf(rows: number): string[] {
  const places = Int32Array.from({ length: rows }, (_, i) => i);
  return [
    ...encodeChanges(
      {
        changes: {
          users: places.map(i => Math.floor(i / 3)),
          resources: places,
          oldRanks: new Uint8Array(rows),
          newRanks: new Uint8Array(rows).fill(NO_ROLE),
        },
      },
      {
        user: place => place + 1,
        resource: resourceOf,
        role: (_, rank) => ['the "owner", or so'][rank],
      },
      {
        ofUser: (_, resources) =>
          Array.from(resources, place => `0d|1g${place % 3}.7`),
      },
    ),
  ];
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) {
    all.push(row);
  }
  return all;
}

describe('Change rows of a stored plan', () => {
  it.each([
    [0, 0],
    [CHANGES_PAGE - 1, 1],
    [CHANGES_PAGE, 1],
    [CHANGES_PAGE + 1, 2],
  ])('are written into pages: %d into %d', (rows, pages) => {
    const written = pagesOf(rows);
    expect(written).toHaveLength(pages);
    expect(written.flatMap(page => JSON.parse(page))).toHaveLength(rows);
  });

  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let database: ScimDatabase;

    beforeAll(async () => {
      database = await databases.create(id);
      for (const [page, rows] of pagesOf(count).entries()) {
        await database.knex('plan_change_pages').insert([
          { plan_id: plan, page, rows },
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
        Array.from({ length: Math.min(limit, count - start) }, (_, i) =>
          rowAt(start + i),
        ),
      );
    });

    it('are walked in order, each once', async () => {
      const found = await collect(allChanges(database.knex, plan));
      expect(found.map(({ position }) => position)).toEqual(
        Array.from({ length: count }, (_, i) => i),
      );
    });

    it('are searched by people and resources, and counted beyond the slice', async () => {
      const wanted = {
        users: new Set([userOf(0), userOf(count - 1)]),
        resources: new Set([resourceOf(1), resourceOf(CHANGES_PAGE)]),
      };
      const search = (start: number, limit: number) =>
        searchChanges(database.knex, plan, wanted, start, limit);
      const last = [count - 3, count - 2, count - 1];
      const matching = [0, 1, 2, CHANGES_PAGE, ...last];

      expect(await search(0, 2)).toEqual({
        total: matching.length,
        found: [0, 1].map(rowAt),
      });
      expect(await search(2, 10)).toEqual({
        total: matching.length,
        found: matching.slice(2).map(rowAt),
      });
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
