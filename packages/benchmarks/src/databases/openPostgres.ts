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

import knexFactory, { Knex } from 'knex';
import { BenchDatabase, withSchema } from './BenchDatabase';
import { findPostgres } from './findPostgres';

/** A database of its own on a real PostgreSQL server, dropped at the end. */
export async function openPostgres(): Promise<BenchDatabase> {
  const server = await findPostgres();
  const name = `scim_bench_${process.pid}_${Date.now()}`;
  const maintenance = connect(server.url);
  await maintenance.raw('create database ??', [name]);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const knex = connect(url.href);
  return {
    engine: 'postgres',
    knex,
    database: await withSchema(knex),
    async close() {
      await knex.destroy();
      await maintenance.raw('drop database ?? with (force)', [name]);
      await maintenance.destroy();
      await server.stop();
    },
  };
}

function connect(url: string): Knex {
  return knexFactory({ client: 'pg', connection: url });
}
