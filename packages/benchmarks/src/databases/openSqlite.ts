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

import knexFactory from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchDatabase, withSchema } from './BenchDatabase';

/** A file in a temporary folder, opened as Backstage opens it. */
export async function openSqlite(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'scim-bench-'));
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'scim.sqlite') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await knex.raw('PRAGMA foreign_keys = ON');
  return {
    engine: 'sqlite',
    knex,
    database: await withSchema(knex),
    async close() {
      await knex.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
