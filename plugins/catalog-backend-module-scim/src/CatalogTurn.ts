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

import { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';

/** Lets one replica at a time write to the catalog. */
export interface CatalogTurn {
  /** Does the work once no other replica is at it. */
  take<T>(work: () => Promise<T>): Promise<T>;
}

/** Any number will do that no other lock in the database has. */
const LOCK_KEY = 7_243_011_952;

/** A replica that hangs must not keep the others from removing leavers. */
const LONGEST_WAIT_MS = 10_000;

/**
 * {@link CatalogTurn} by a lock in the catalog's own database.
 *
 * The catalog reads in one statement and deletes in the next. A removal that
 * one replica is late with can so take the reference away from under an entity
 * that another has just added again; it is then an orphan, which the catalog
 * sweeps away, and a later delta finds nothing to write.
 */
export class DatabaseCatalogTurn implements CatalogTurn {
  constructor(
    private readonly database: DatabaseService,
    private readonly logger: LoggerService,
    private readonly longestWaitMs = LONGEST_WAIT_MS,
  ) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    const knex = await this.database.getClient();
    if (knex.client.config.client !== 'pg') {
      // SQLite serves one process, whose provider does one thing at a time.
      return work();
    }
    const turn = await knex.transaction();
    try {
      try {
        await turn.raw(`set local lock_timeout = ${this.longestWaitMs}`);
        await turn.raw('select pg_advisory_xact_lock(?)', [LOCK_KEY]);
      } catch (error) {
        this.logger.warn(
          `Writing to the catalog beside another replica, which has not finished in ${
            this.longestWaitMs
          } ms. ${stringifyError(error)}`,
        );
      }
      return await work();
    } finally {
      await turn.rollback();
    }
  }
}
