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

import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld } from './__testUtils__/buildWorld';
import { createTestEnforcement } from './__testUtils__/createTestEnforcement';
import { documentedWorld } from './__testUtils__/documentedWorld';

jest.setTimeout(60_000);

const actor = 'user:default/ada.okafor';

/** SQLite has but one connection, which answers before it is asked again. */
describe('The connections of a plan', () => {
  const databases = testDatabases();

  it('are asked one thing at a time, on PostgreSQL', async () => {
    const database = await databases.create('POSTGRES_18');
    const { knex } = database;
    await buildWorld(database, documentedWorld);
    const { enforcement } = await createTestEnforcement(database);
    const asked = new Map<unknown, number>();
    const statements: string[] = [];
    const tooMuch: string[] = [];
    const driver = knex.client.constructor.prototype;
    const ask = driver._query;
    jest
      .spyOn(driver, '_query')
      .mockImplementation(async function counted(
        this: unknown,
        connection,
        query,
      ) {
        const { sql } = query as { sql: string };
        const many = (asked.get(connection) ?? 0) + 1;
        asked.set(connection, many);
        statements.push(sql);
        if (many > 1) {
          tooMuch.push(sql);
        }
        try {
          return await ask.call(this, connection, query);
        } finally {
          asked.set(connection, asked.get(connection)! - 1);
        }
      });
    const shared = () =>
      statements.filter(sql => sql.startsWith('set transaction snapshot'));

    const first = await enforcement.createPlan({ actor });
    expect(shared()).toHaveLength(3);

    // Without one to spare.
    knex.client.pool.max = 1;
    const second = await enforcement.createPlan({ actor });
    expect(shared()).toHaveLength(3);

    expect(tooMuch).toEqual([]);
    expect(second.fingerprint).toBe(first.fingerprint);
  });
});
