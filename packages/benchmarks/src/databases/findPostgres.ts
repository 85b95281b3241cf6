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

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A running PostgreSQL server. */
export interface PostgresServer {
  /** Connection string of a user who may create databases. */
  url: string;
  /** Ends the server, if this process started it. */
  stop(): Promise<void>;
}

/**
 * The server that `BENCH_POSTGRES_URL` names, or else one that is started for
 * this process from npm. It writes to the disk as it does anywhere: commits
 * are measured.
 */
export async function findPostgres(): Promise<PostgresServer> {
  const url = process.env.BENCH_POSTGRES_URL;
  if (url) {
    return { url, stop: async () => {} };
  }
  // It is never built, so the folder is that of the source.
  // eslint-disable-next-line no-restricted-syntax
  const script = resolve(__dirname, '../../../../scripts/postgres.mjs');
  const { startPostgres } = await import(pathToFileURL(script).href);
  return startPostgres({ durable: true });
}
