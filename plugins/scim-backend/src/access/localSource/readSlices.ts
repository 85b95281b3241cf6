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
import { setImmediate } from 'node:timers/promises';

/**
 * Rows that one statement reads. SQLite blocks the process for its length;
 * PostgreSQL does not, and answers faster if asked for more.
 */
export function sliceSize(tx: Knex): number {
  return tx.client.config.client === 'pg' ? 100_000 : 10_000;
}

/** A slice that was read. */
export interface Slice {
  /** Whether there may be another one. */
  more: boolean;
  /** Does with it what it was read for. */
  take(): void;
}

/**
 * Reads slice after slice; the database reads the next one while one is taken.
 * Lets the process attend to others after each: SQLite answers without ever
 * waiting.
 *
 * @param read - reads the slice that follows the one it read before
 */
export async function readSlices(
  signal: AbortSignal | undefined,
  read: () => Promise<Slice>,
): Promise<void> {
  let next: Promise<Slice> | undefined = read();
  while (next) {
    const { more, take }: Slice = await next;
    signal?.throwIfAborted();
    next = more ? read() : undefined;
    // Its error is seen when it is its turn, unless this one fails before.
    next?.catch(() => {});
    take();
    await setImmediate();
  }
}
