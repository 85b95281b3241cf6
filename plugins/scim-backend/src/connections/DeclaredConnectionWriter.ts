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

import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AuditLog } from '../audit';
import type { ConnectionRow, OrganizationChange } from '../database';
import type { ConnectionFollower } from './ConnectionFollower';
import { TokenDigest } from './digestToken';
import { isNamespaceFixed } from './isNamespaceFixed';
import { NO_TOKEN, tokenColumns } from './issueToken';
import { optionColumns } from './optionColumns';
import { DeclaredConnection } from './readDeclaredConnections';
import { touchConnection } from './touchConnection';

/**
 * Brings the stored connections in line with `scim.connections`: declared ones
 * are created or updated; one that is no longer declared is paused and its token
 * forgotten, and its users and groups stay. One that waits for its review goes
 * on waiting either way.
 */
export class DeclaredConnectionWriter {
  constructor(
    private readonly options: {
      logger: LoggerService;
      /** Is told what the configuration changes. */
      audit?: AuditLog;
      /** Brings up to date what depends on a connection's options. */
      follower?: ConnectionFollower;
    },
  ) {}

  /** @throws InputError if a connection of the portal has one of the tokens */
  async write(
    change: OrganizationChange,
    declared: DeclaredConnection[],
  ): Promise<void> {
    await this.#pauseUndeclared(change, declared);
    for (const connection of declared) {
      await this.#declare(change, connection);
    }
  }

  async #pauseUndeclared(
    change: OrganizationChange,
    declared: DeclaredConnection[],
  ) {
    const names = new Set(declared.map(({ name }) => name));
    const rows = await change
      .tx<ConnectionRow>('connections')
      .where({ configured: true });
    for (const row of rows.filter(({ name }) => !names.has(name))) {
      const status = row.status === 'pending' ? 'pending' : 'paused';
      this.options.logger.warn(
        `Connection '${row.name}' is no longer in scim.connections: ${status}. ` +
          'Its users and groups stay; its groups no longer give access.',
      );
      await change
        .tx('connections')
        .where({ id: row.id })
        .update({
          configured: false,
          status,
          ...tokenColumns('token', NO_TOKEN),
          ...tokenColumns('next_token', NO_TOKEN),
        });
      await touchConnection(change, row.id);
      await this.#record(change, 'undeclare', { ...row, status });
    }
  }

  async #declare(change: OrganizationChange, declared: DeclaredConnection) {
    const { name, provider, token, options, review } = declared;
    await this.#refuseForeignToken(change, declared);
    const row = await change
      .tx<ConnectionRow>('connections')
      .where({ name })
      .first();
    if (!row) {
      const [added] = await change
        .tx<ConnectionRow>('connections')
        .insert({
          ...optionColumns(options),
          ...tokenColumns('token', { ...NO_TOKEN, ...token }),
          provider,
          configured: true,
          status: review ? 'pending' : 'active',
          uuid: randomUUID(),
          name,
          created_at: new Date().toISOString(),
        })
        .returning('*');
      await this.#record(change, 'declare', added);
      return;
    }
    const [written] = await change
      .tx<ConnectionRow>('connections')
      .where({ id: row.id })
      .update({
        ...optionColumns(options),
        ...((await isNamespaceFixed(change.tx, row)) && {
          namespace: row.namespace,
        }),
        ...(!isOwnToken(row, token) && {
          ...tokenColumns('token', { ...NO_TOKEN, ...token }),
          ...tokenColumns('next_token', NO_TOKEN),
        }),
        provider,
        configured: true,
        status: declaredStatus(row),
      })
      .returning('*');
    if (written.status !== row.status) {
      await touchConnection(change, row.id);
    }
    if (!isDeepStrictEqual(written, row)) {
      await this.options.follower?.optionsChanged(change, row.id);
      await this.#record(change, 'declare', written);
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

  async #record(
    change: OrganizationChange,
    verb: 'declare' | 'undeclare',
    row: ConnectionRow,
  ) {
    await this.options.audit?.record(change, {
      actor: 'service:app-config',
      action: `connection.${verb}`,
      target: `connection:${row.name}`,
      detail: {
        id: row.uuid,
        provider: row.provider,
        status: row.status,
        tokenHint: row.token_hint,
      },
    });
  }
}

/** Whether the row has this token from the configuration already. */
function isOwnToken(row: ConnectionRow, token: TokenDigest): boolean {
  return Boolean(row.configured) && row.token_hash === token.hash;
}

/**
 * Somebody may have paused it; that outlives a restart. Whom a pending one has
 * brought, only a review lets in.
 */
function declaredStatus(row: ConnectionRow): ConnectionRow['status'] {
  return row.configured || row.status === 'pending' ? row.status : 'active';
}
