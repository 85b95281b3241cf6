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

import { ConflictError } from '@backstage/errors';
import {
  ConnectionSummary,
  CreateConnectionRequest,
  IssuedToken,
  PauseConnectionOptions,
  UpdateConnectionRequest,
} from '@backstage-scim/plugin-scim-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import {
  foldCase,
  type ConnectionRow,
  type OrganizationChange,
  type OrganizationWriter,
} from '../database';
import { toConnection } from './Connection';
import type { ConnectionFollower } from './ConnectionFollower';
import {
  type ConnectionWriter,
  describeConnection,
  setColumns,
} from './ConnectionWriter';
import { describeConnections } from './describeConnections';
import { findConnection, requireStored } from './findConnection';
import { isNamespaceFixed } from './isNamespaceFixed';
import { issueToken, tokenColumns } from './issueToken';
import { DEFAULT_OPTIONS, optionColumns } from './optionColumns';
import { requireFreeName } from './requireFreeName';
import { touchConnection } from './touchConnection';

/** Connections as administrators manage them. */
export class ManagedConnections {
  readonly #writer: ConnectionWriter;

  constructor(
    private readonly options: {
      database: OrganizationWriter;
      writer: ConnectionWriter;
      /** Brings up to date what depends on a connection's options. */
      follower?: ConnectionFollower;
    },
  ) {
    this.#writer = options.writer;
  }

  /** All connections, by name. */
  async list(tx: Knex): Promise<ConnectionSummary[]> {
    const rows = await tx<ConnectionRow>('connections').select();
    const inOrder = rows.sort((a, b) =>
      foldCase(a.name) < foldCase(b.name) ? -1 : 1,
    );
    return describeConnections(tx, inOrder);
  }

  /** @throws NotFoundError if there is none with this id */
  async get(tx: Knex, id: string): Promise<ConnectionSummary> {
    return describeConnection(tx, await findConnection(tx, id));
  }

  /**
   * Makes a connection with a token.
   *
   * @throws ConflictError if the name is taken
   */
  async create(
    actor: string,
    request: CreateConnectionRequest,
  ): Promise<IssuedToken> {
    const { name, provider, activation, tokenExpiresInDays, ...chosen } =
      request;
    const { token, columns } = issueToken(tokenExpiresInDays);
    const connection = await this.options.database.write(async change => {
      await requireFreeName(change.tx, name);
      const now = new Date().toISOString();
      const status = activation === 'immediately' ? 'active' : 'pending';
      const [row] = await change
        .tx<ConnectionRow>('connections')
        .insert({
          ...optionColumns({ ...DEFAULT_OPTIONS, ...chosen }),
          ...tokenColumns('token', columns),
          uuid: randomUUID(),
          name: name.trim(),
          provider,
          status,
          configured: false,
          created_at: now,
          activated_at: status === 'active' ? now : null,
        })
        .returning('*');
      await this.#writer.record(change, actor, 'create', row, {
        provider,
        status,
        tokenHint: columns.hint,
      });
      return describeConnection(change.tx, row);
    });
    return { connection, token };
  }

  /**
   * Changes the name and the options of a connection.
   *
   * @throws ConflictError if app-config declares it, if the name is taken, or
   * if the namespace is fixed
   */
  async update(
    actor: string,
    id: string,
    request: UpdateConnectionRequest,
  ): Promise<ConnectionSummary> {
    const { name, provider, rateLimit, ...chosen } = request;
    return this.#writer.write(id, async (change, row) => {
      requireStored(row);
      if (name !== undefined && foldCase(name.trim()) !== foldCase(row.name)) {
        await requireFreeName(change.tx, name);
      }
      await requireNamespaceFree(change.tx, row, chosen.namespace);
      const before = toConnection(row);
      const options = {
        ...before,
        ...chosen,
        rateLimit:
          rateLimit === undefined ? before.rateLimit : rateLimit ?? undefined,
      };
      const [written] = await change
        .tx<ConnectionRow>('connections')
        .where({ id: row.id })
        .update({
          ...optionColumns(options),
          name: name?.trim() ?? row.name,
          provider: provider ?? row.provider,
        })
        .returning('*');
      await this.#writer.record(change, actor, 'update', written, {
        changed: { ...request } as JsonObject,
      });
      if (written.name !== row.name) {
        // Entities say who provisions them.
        await touchEverything(change, row.id);
      }
      await this.options.follower?.optionsChanged(change, row.id);
      return written;
    });
  }

  /**
   * @throws ConflictError if the connection is not active; GuardRefusedError if
   * nobody could administer the organization afterwards
   */
  async pause(
    actor: string,
    id: string,
    { allowNoAdministrator = false }: PauseConnectionOptions = {},
  ): Promise<ConnectionSummary> {
    return this.#writer.write(
      id,
      async (change, row) => {
        requireStatus(row, 'active', 'paused');
        return this.#setStatus(actor, change, row, 'paused', {
          ...(allowNoAdministrator && { allowNoAdministrator }),
        });
      },
      { allowNoAdministrator },
    );
  }

  /** @throws ConflictError if the connection is not paused */
  async resume(actor: string, id: string): Promise<ConnectionSummary> {
    return this.#writer.write(id, async (change, row) => {
      requireStatus(row, 'paused', 'resumed');
      return this.#setStatus(actor, change, row, 'active', {});
    });
  }

  async #setStatus(
    actor: string,
    change: OrganizationChange,
    row: ConnectionRow,
    status: 'active' | 'paused',
    detail: JsonObject,
  ): Promise<ConnectionRow> {
    const verb = status === 'paused' ? 'pause' : 'resume';
    const written = await setColumns(change, row, { status });
    await touchConnection(change, row.id);
    await this.#writer.record(change, actor, verb, written, detail);
    return written;
  }
}

function requireStatus(
  row: ConnectionRow,
  status: ConnectionRow['status'],
  becomes: 'paused' | 'resumed',
): void {
  if (row.status !== status) {
    throw new ConflictError(
      `The connection '${row.name}' is ${row.status}; only one that is ${status} can be ${becomes}.`,
    );
  }
}

async function requireNamespaceFree(
  tx: Knex,
  row: ConnectionRow,
  namespace: string | undefined,
): Promise<void> {
  if (
    namespace !== undefined &&
    namespace !== row.namespace &&
    (await isNamespaceFixed(tx, row))
  ) {
    throw new ConflictError(
      'The namespace cannot change any more: people or groups of this connection are in the catalog under it.',
    );
  }
}

async function touchEverything(
  change: OrganizationChange,
  connectionId: number,
) {
  await touchConnection(change, connectionId);
  const people = await change
    .tx('users')
    .where('connection_id', connectionId)
    .select('uuid', 'entity_name');
  for (const { uuid, entity_name: entityName } of people) {
    change.touch({ kind: 'user', uuid, entityName });
  }
}
