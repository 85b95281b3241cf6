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

/** Fewer are no trouble until PostgreSQL sees to them by itself. */
const MANY = 10_000;

/**
 * Clears what moved role bindings left in the table and its indices. Every
 * reader steps over it until then, and a rollback, which writes the same keys
 * again, has to look at each. Outside of a transaction. Whoever writes goes on
 * meanwhile, but another run waits for it, so it gives up where it would have
 * to wait itself, and leaves the file as long as it is.
 *
 * @param moved - how many were deleted or put back
 */
export async function tidyBindings(knex: Knex, moved: number): Promise<void> {
  if (knex.client.config.client === 'pg' && moved >= MANY) {
    await knex.raw('vacuum (analyze, truncate false, skip_locked) ??', [
      'bindings',
    ]);
  }
}
