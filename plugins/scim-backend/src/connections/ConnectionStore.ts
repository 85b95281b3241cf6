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
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import type {
  ConnectionRow,
  OrganizationChange,
  ScimDatabase,
} from '../database';
import type { Connection } from './Connection';
import { digestToken } from './digestToken';
import {
  DeclaredConnection,
  readDeclaredConnections,
} from './readDeclaredConnections';
import { touchConnection } from './touchConnection';

/** How often the time of the last push is written at most, in milliseconds. */
const LAST_PUSH_INTERVAL = 5_000;

/** The identity providers that push, and their tokens. */
export class ConnectionStore {
  readonly #database: ScimDatabase;
  readonly #lastPushWritten = new Map<number, number>();

  /**
   * Brings the stored connections in line with `scim.connections`: declared
   * ones are created or updated; one that is no longer declared is paused and
   * its token forgotten, and its users and groups stay.
   *
   * @throws InputError if the configuration is wrong
   */
  static async create(options: {
    database: ScimDatabase;
    config: RootConfigService;
    logger: LoggerService;
  }): Promise<ConnectionStore> {
    const declared = readDeclaredConnections(options.config);
    const store = new ConnectionStore(options.database);
    await options.database.write(async change => {
      await store.#pauseUndeclared(change, declared, options.logger);
      for (const connection of declared) {
        await store.#declare(change, connection);
      }
    });
    return store;
  }

  private constructor(database: ScimDatabase) {
    this.#database = database;
  }

  /**
   * The connection that a bearer token belongs to. During a rotation the old
   * token and the new one both count.
   *
   * The token is hashed before it is looked up, so the time this takes says
   * nothing about the tokens there are.
   */
  async authenticate(token: string): Promise<Connection | undefined> {
    const { hash } = digestToken(token);
    const row = await this.#database
      .knex<ConnectionRow>('connections')
      .where('token_hash', hash)
      .orWhere('next_token_hash', hash)
      .first();
    return row && toConnection(row);
  }

  /** Notes that a connection has just pushed; written every few seconds. */
  async touchLastPush(connection: Connection): Promise<void> {
    const now = Date.now();
    const written = this.#lastPushWritten.get(connection.id) ?? 0;
    if (now - written < LAST_PUSH_INTERVAL) {
      return;
    }
    this.#lastPushWritten.set(connection.id, now);
    await this.#database
      .knex('connections')
      .where({ id: connection.id })
      .update({ last_push_at: new Date(now).toISOString() });
  }

  async #pauseUndeclared(
    change: OrganizationChange,
    declared: DeclaredConnection[],
    logger: LoggerService,
  ) {
    const names = new Set(declared.map(({ name }) => name));
    const rows = await change
      .tx<ConnectionRow>('connections')
      .where({ configured: true });
    for (const row of rows.filter(({ name }) => !names.has(name))) {
      logger.warn(
        `Connection '${row.name}' is no longer in scim.connections: paused. ` +
          'Its users and groups stay; its groups no longer give access.',
      );
      await change.tx('connections').where({ id: row.id }).update({
        configured: false,
        status: 'paused',
        token_hash: null,
        token_hint: null,
        next_token_hash: null,
        next_token_hint: null,
      });
      await touchConnection(change, row.id);
    }
  }

  async #declare(change: OrganizationChange, declared: DeclaredConnection) {
    const { name, provider, token } = declared;
    await this.#refuseForeignToken(change, declared);
    const row = await change
      .tx<ConnectionRow>('connections')
      .where({ name })
      .first();
    const values = {
      provider,
      status: 'active' as const,
      configured: true,
      token_hash: token.hash,
      token_hint: token.hint,
    };
    if (!row) {
      await change.tx('connections').insert({
        ...values,
        uuid: randomUUID(),
        name,
        created_at: new Date().toISOString(),
      });
      return;
    }
    if (row.configured) {
      // Somebody may have paused it; that outlives a restart.
      await change
        .tx('connections')
        .where({ id: row.id })
        .update({ ...values, status: row.status });
      return;
    }
    await change.tx('connections').where({ id: row.id }).update(values);
    if (row.status !== 'active') {
      await touchConnection(change, row.id);
    }
  }

  async #refuseForeignToken(
    change: OrganizationChange,
    { name, token }: DeclaredConnection,
  ) {
    const owner = await change
      .tx<ConnectionRow>('connections')
      .whereNot({ name })
      .where(query =>
        query
          .where('token_hash', token.hash)
          .orWhere('next_token_hash', token.hash),
      )
      .first();
    if (owner && !owner.configured) {
      throw new InputError(
        `The token of '${name}' in scim.connections already belongs to the connection '${owner.name}'; use another one.`,
      );
    }
    if (owner) {
      // The two have exchanged tokens; the owner's own turn comes.
      await change.tx('connections').where({ id: owner.id }).update({
        token_hash: null,
        next_token_hash: null,
      });
    }
  }
}

function toConnection(row: ConnectionRow): Connection {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    provider: row.provider,
    status: row.status,
  };
}
