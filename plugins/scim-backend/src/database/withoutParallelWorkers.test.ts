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
import { withoutParallelWorkers } from './withoutParallelWorkers';

jest.setTimeout(60_000);

describe('withoutParallelWorkers', () => {
  const databases = testDatabases();

  it.each(databases.ids)('holds for one transaction, on %s', async id => {
    const { knex } = await databases.create(id);
    const workers = async (of: typeof knex) =>
      id.startsWith('POSTGRES')
        ? (await of.raw('show max_parallel_workers_per_gather')).rows[0]
            .max_parallel_workers_per_gather
        : 'none';
    const before = await workers(knex);

    const within = await knex.transaction(async tx => {
      await withoutParallelWorkers(tx);
      return workers(tx);
    });

    expect(['0', 'none']).toContain(within);
    expect(await workers(knex)).toBe(before);
    expect(before).not.toBe('0');
  });
});
