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

import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { randomBytes } from 'node:crypto';
import { Knex } from 'knex';
import { OrganizationChange } from './OrganizationChange';

const migrationsDir = resolvePackagePath(
  '@backstage-scim/plugin-scim-backend',
  'migrations',
);

/**
 * What SQLite may keep of the database in memory. Its own 2 MB are too little
 * for the indices of a large directory.
 */
const SQLITE_CACHE_KIB = 32 * 1024;

/** Called after a write that changed something has been committed. */
export type CommitListener = (change: OrganizationChange) => void;

/** What a transaction that sees one state of the database may do. */
export type ReadMode = 'read only' | 'read write';

/**
 * Reads what a transaction sees, by another connection if there is one to spare.
 *
 * @param mode - as that of {@link ScimDatabase.read}; `read write` only if the
 * transaction is, since `run` may be given the transaction itself
 */
export type ReadBeside = <T>(
  run: (tx: Knex) => Promise<T>,
  mode?: ReadMode,
) => Promise<T>;

/** Connections that must be free for one to be taken beside another. */
const SPARE = 2;

/** What the request behind a write says of it. */
export interface WriteOptions {
  /**
   * Whether nobody may be left who administers the organization; absent where
   * the request has no way to say so.
   */
  allowNoAdministrator?: boolean;
}

/** Writes to the organization, as {@link ScimDatabase.write} does. */
export interface OrganizationWriter {
  write<T>(
    run: (change: OrganizationChange) => Promise<T>,
    options?: WriteOptions,
  ): Promise<T>;
}

/**
 * The plugin's database. All writes go through {@link ScimDatabase.write}, one
 * at a time for the organization.
 */
export class ScimDatabase {
  readonly #listeners: CommitListener[] = [];

  /**
   * Brings the schema up to date and makes sure that the organization's row is
   * there.
   */
  static async create(options: {
    database: DatabaseService;
    organizationName: string;
  }): Promise<ScimDatabase> {
    const knex = await options.database.getClient();
    if (!options.database.migrations?.skip) {
      await knex.migrate.latest({ directory: migrationsDir });
    }
    if (knex.client.config.client !== 'pg') {
      await knex.raw(`pragma cache_size = -${SQLITE_CACHE_KIB}`);
    }
    await knex('organization')
      .insert({
        id: 1,
        name: options.organizationName,
        revision: 0,
        settings: JSON.stringify({
          auditKey: randomBytes(32).toString('base64'),
        }),
      })
      .onConflict('id')
      .ignore();
    return new ScimDatabase(knex);
  }

  private constructor(
    /** For single statements that read. */
    readonly knex: Knex,
  ) {}

  /**
   * Reads that see one state of the database, however many statements.
   *
   * @param mode - `read write` to keep what was read in rows that nobody else
   * knows of: they are no part of the organization
   */
  async read<T>(
    run: (tx: Knex.Transaction) => Promise<T>,
    mode: ReadMode = 'read only',
  ): Promise<T> {
    return this.knex.transaction(run, {
      readOnly: this.#isPostgres() && mode === 'read only',
      isolationLevel: this.#isPostgres() ? 'repeatable read' : undefined,
    });
  }

  /**
   * Lets other connections read what a transaction of {@link ScimDatabase.read}
   * sees, so that all can read at the same time. To be asked for while nothing
   * else is asked of the transaction. SQLite has but one connection; nor is there
   * another one to wait for if the pool is nearly empty, since those who hold
   * the rest may be waiting, too: the transaction itself is used then.
   */
  async shareState(tx: Knex.Transaction): Promise<ReadBeside> {
    if (!this.#isPostgres()) {
      return run => run(tx);
    }
    const exported = await tx.raw('select pg_export_snapshot() as snapshot');
    const [{ snapshot }] = exported.rows;
    return async (run, mode) => {
      const { pool } = this.knex.client;
      const taken = pool.numUsed() + pool.numPendingAcquires();
      if (taken + SPARE > pool.max) {
        return run(tx);
      }
      return this.read(async beside => {
        // It takes no bound values.
        await beside.raw(`set transaction snapshot '${snapshot}'`);
        return run(beside);
      }, mode);
    };
  }

  /**
   * One write. Holds the organization's row for its whole length, so writes
   * follow one another and their revisions stand in the order of their commits:
   * a reader of the change feed never skips one.
   *
   * The revision goes up only if `run` says that something changed.
   */
  async write<T>(run: (change: OrganizationChange) => Promise<T>): Promise<T> {
    const { result, change } = await this.knex.transaction(async tx => {
      const query = tx('organization').where({ id: 1 }).first('revision');
      const { revision } = await (this.#isPostgres()
        ? query.forUpdate()
        : query);
      const opened = new OrganizationChange(tx, revision + 1);
      const returned = await run(opened);
      await opened.flush();
      return { result: returned, change: opened };
    });
    if (change.isEffective) {
      this.#listeners.forEach(listener => listener(change));
    }
    return result;
  }

  /** Calls `listener` after every committed write that changed something. */
  onCommit(listener: CommitListener): void {
    this.#listeners.push(listener);
  }

  #isPostgres(): boolean {
    return this.knex.client.config.client === 'pg';
  }
}
