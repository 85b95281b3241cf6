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
import { settle } from '../databases';
import { secondsOf } from './Observation';

/**
 * How long it takes to do nothing but delete the direct role bindings, and to
 * put them back, each by one statement. Leaves everything as it was.
 */
export async function timeBareWrites(
  knex: Knex,
): Promise<{ deleted: number; inserted: number }> {
  await knex.raw(
    'create table bench_kept as select * from bindings where user_id is not null',
  );
  try {
    const deleted = await secondsOf(() =>
      knex('bindings').whereNotNull('user_id').delete(),
    );
    await settle(knex);
    const inserted = await secondsOf(() =>
      knex.raw('insert into bindings select * from bench_kept'),
    );
    return { deleted, inserted };
  } finally {
    await knex.schema.dropTable('bench_kept');
  }
}
