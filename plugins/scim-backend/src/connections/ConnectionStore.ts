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
import { type Connection, toConnection } from './Connection';
import { ConnectionActivityLog } from './ConnectionActivityLog';
import { digestToken } from './digestToken';
import { optionColumns } from './optionColumns';
import {
  DeclaredConnection,
  readDeclaredConnections,
} from './readDeclaredConnections';
import { expiresSoon, isExpired } from './tokenLifetime';
import { touchConnection } from './touchConnection';

/** A token that stops working soon, for whoever is to be told. */
export interface ExpiringToken {
  connection: Connection;
  expiresAt: string;
}

/** How often the time of the last push is written at most, in milliseconds. */
const LAST_PUSH_INTERVAL = 5_000;

/** The identity providers that push, and their tokens. */
export class ConnectionStore {
  /** What the connections send. */
  readonly activity: ConnectionActivityLog;
  readonly #database: ScimDatabase;
  readonly #onExpiringToken: (token: ExpiringToken) => void;
  readonly #lastPushWritten = new Map<number, number>();
  /** Uses of tokens that are not written yet, by hash. */
  readonly #tokenUses = new Map<string, number>();
  /** Days on which a warning was given, by hash of the token. */
  readonly #warned = new Map<string, string>();

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
    /** Called once a day for a token in use that stops working soon. */
    onExpiringToken?: (token: ExpiringToken) => void;
  }): Promise<ConnectionStore> {
    const declared = readDeclaredConnections(options.config);
    const store = new ConnectionStore(options);
    await options.database.write(async change => {
      await store.#pauseUndeclared(change, declared, options.logger);
      for (const connection of declared) {
        await store.#declare(change, connection);
      }
    });
    return store;
  }

  private constructor(options: {
    database: ScimDatabase;
    logger: LoggerService;
    onExpiringToken?: (token: ExpiringToken) => void;
  }) {
    const { database, logger } = options;
    this.#database = database;
    this.activity = new ConnectionActivityLog(database, logger);
    this.#onExpiringToken = token => {
      logger.warn(
        `The token of connection '${token.connection.name}' expires at ${token.expiresAt}; rotate it before.`,
      );
      options.onExpiringToken?.(token);
    };
  }

  /**
   * The connection that a bearer token belongs to. During a rotation the old
   * token and the new one both count. One that has expired does not.
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
    if (!row) {
      return undefined;
    }
    const expiresAt =
      row.token_hash === hash
        ? row.token_expires_at
        : row.next_token_expires_at;
    if (isExpired(expiresAt)) {
      return undefined;
    }
    const connection = toConnection(row);
    this.#tokenUses.set(hash, (this.#tokenUses.get(hash) ?? 0) + 1);
    if (expiresAt !== null && expiresSoon(expiresAt)) {
      this.#warnOnceADay(hash, { connection, expiresAt });
    }
    return connection;
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
    await this.#flushTokenUses();
  }

  /** Writes what was counted in this process. */
  async flush(): Promise<void> {
    await this.activity.flush();
    await this.#flushTokenUses();
  }

  async #flushTokenUses(): Promise<void> {
    const uses = [...this.#tokenUses];
    this.#tokenUses.clear();
    const usedAt = new Date().toISOString();
    for (const [hash, count] of uses) {
      // By hash: a rotation may have been completed in between.
      for (const token of ['token', 'next_token']) {
        await this.#database
          .knex('connections')
          .where(`${token}_hash`, hash)
          .update({
            [`${token}_uses`]: this.#database.knex.raw('?? + ?', [
              `${token}_uses`,
              count,
            ]),
            [`${token}_used_at`]: usedAt,
          });
      }
    }
  }

  #warnOnceADay(hash: string, token: ExpiringToken) {
    const day = new Date().toISOString().slice(0, 10);
    if (this.#warned.get(hash) !== day) {
      this.#warned.set(hash, day);
      this.#onExpiringToken(token);
    }
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
    const { name, provider, token, options, review } = declared;
    await this.#refuseForeignToken(change, declared);
    const row = await change
      .tx<ConnectionRow>('connections')
      .where({ name })
      .first();
    const hasPeople =
      row &&
      (await change.tx('users').where('connection_id', row.id).first('id'));
    const values = {
      ...optionColumns(options),
      // Their entities would all get other names.
      ...(hasPeople && { namespace: row.namespace }),
      provider,
      status: 'active' as const,
      configured: true,
      token_hash: token.hash,
      token_hint: token.hint,
    };
    if (!row) {
      await change.tx('connections').insert({
        ...values,
        status: review ? 'pending' : 'active',
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
