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

import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { testDatabases } from '../__testUtils__/testDatabases';
import { DigestedColumns, digestRows } from './digestRows';

jest.setTimeout(60_000);

/** Of SQLite, so that rows lie in several slices. */
const SLICE = 2;

/** Name of rows that are not to be digested. */
const ELSEWHERE = 'elsewhere';

const columns: DigestedColumns = {
  numbers: ['id', 'parent_id'],
  texts: ['name', 'ref'],
  others: ['uuid', 'active', 'note'],
};

const row = {
  id: 1,
  parent_id: 7,
  name: 'web',
  ref: 'cloud/web',
  uuid: '3f0f0a52-6a3e-4a57-9f3f-1b1d6a3f0001',
  active: true,
  note: 'a note',
};

describe('The digest of rows', () => {
  const databases = testDatabases();

  async function start(id: TestDatabaseId, digested = columns) {
    const { knex } = await databases.create(id);
    await knex.schema.createTable('digested', table => {
      table.integer('id').notNullable();
      table.integer('parent_id');
      table.string('name').notNullable();
      table.string('ref').notNullable();
      table.uuid('uuid').notNullable();
      table.boolean('active').notNullable();
      table.string('note');
    });
    return async (...rows: object[]) => {
      await knex('digested').delete();
      await knex.batchInsert('digested', rows);
      const here = knex('digested').whereNot('name', ELSEWHERE);
      return digestRows(knex, here, 'id', digested, {
        slice: SLICE,
        among: knex('digested'),
      });
    };
  }

  it.each(databases.ids)(
    'is another one if anything differs, on %s',
    async id => {
      const digestOf = await start(id);
      const others = [
        { id: 2 },
        { id: -1 },
        { parent_id: 8 },
        { parent_id: null },
        { name: 'shop' },
        { name: 'cloud/web', ref: 'web' },
        { ref: 'cloud/shop' },
        { ref: '' },
        { uuid: '3f0f0a52-6a3e-4a57-9f3f-1b1d6a3f0002' },
        { active: false },
        { note: 'another note' },
        { note: null },
        { id: 7, parent_id: 1 },
      ];

      const digests = [await digestOf(), await digestOf(row)];
      for (const other of others) {
        digests.push(await digestOf({ ...row, ...other }));
      }
      digests.push(await digestOf(row, { ...row, id: 2 }));
      digests.push(await digestOf(row, { ...row, id: -1 }));
      digests.push(await digestOf(row, { ...row, id: 3 }));
      digests.push(await digestOf(row, { ...row, id: 3, note: 'new' }));

      expect(new Set(digests).size).toBe(digests.length);
      expect(await digestOf({ ...row })).toBe(digests[1]);
    },
  );

  it.each(databases.ids)(
    'is the same in whatever order rows were added, on %s',
    async id => {
      const digestOf = await start(id);
      const rows = [1, 2, 3, 6].map(number => ({
        ...row,
        id: number,
        parent_id: number % 2 === 0 ? null : 7,
      }));

      expect(await digestOf(...rows)).toBe(await digestOf(...rows.reverse()));
    },
  );

  it.each(databases.ids)(
    'is the same wherever rows lie that have no number, on %s',
    async id => {
      const digestOf = await start(id, { texts: ['name'] });
      const rows = ['a', 'b', 'c'].map(name => ({ ...row, name }));
      const at = (...numbers: number[]) =>
        rows.map((named, index) => ({ ...named, id: numbers[index] }));

      expect(await digestOf(...at(1, 2, 3))).toBe(
        await digestOf(...at(1, 3, 4)),
      );
    },
  );

  it.each(databases.ids)(
    'is the same whatever other rows lie around, on %s',
    async id => {
      const digestOf = await start(id);
      const rows = [4, 5].map(number => ({ ...row, id: number }));
      const around = [1, 9].map(number => ({
        ...row,
        id: number,
        name: ELSEWHERE,
      }));

      expect(await digestOf(...rows, ...around)).toBe(await digestOf(...rows));
      expect(await digestOf(...around)).toBe(await digestOf());
    },
  );
});
