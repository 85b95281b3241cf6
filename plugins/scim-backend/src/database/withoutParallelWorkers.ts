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

/**
 * Has PostgreSQL answer the rest of a transaction by one process. Others that it
 * starts would take the processors from what goes on in this process meanwhile.
 */
export async function withoutParallelWorkers(tx: Knex): Promise<void> {
  if (tx.client.config.client === 'pg') {
    await tx.raw('set local max_parallel_workers_per_gather = 0');
  }
}
