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
import type { AuditLog } from '../audit';
import { askOften, type ConnectionRow, type ScimDatabase } from '../database';
import { type Connection, toConnection } from './Connection';
import { ConnectionActivityLog } from './ConnectionActivityLog';
import type { ConnectionFollower } from './ConnectionFollower';
import { DeclaredConnectionWriter } from './DeclaredConnectionWriter';
import { digestToken } from './digestToken';
import { readDeclaredConnections } from './readDeclaredConnections';
import { expiresSoon, isExpired } from './tokenLifetime';

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
   * Brings the stored connections in line with `scim.connections`; see
   * {@link DeclaredConnectionWriter}.
   *
   * @throws InputError if the configuration is wrong
   */
  static async create(options: {
    database: ScimDatabase;
    config: RootConfigService;
    logger: LoggerService;
    /** Is told what the configuration changes. */
    audit?: AuditLog;
    /** Brings up to date what depends on a connection's options. */
    follower?: ConnectionFollower;
    /** Called once a day for a token in use that stops working soon. */
    onExpiringToken?: (token: ExpiringToken) => void;
  }): Promise<ConnectionStore> {
    const declared = readDeclaredConnections(options.config);
    const writer = new DeclaredConnectionWriter(options);
    await options.database.write(change => writer.write(change, declared));
    return new ConnectionStore(options);
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
    const { knex } = this.#database;
    const row = await askOften(
      knex,
      'connection of a token',
      knex<ConnectionRow>('connections')
        .where('token_hash', hash)
        .orWhere('next_token_hash', hash)
        .first(),
    );
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
}
