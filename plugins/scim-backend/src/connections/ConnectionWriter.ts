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

import { ConnectionSummary } from '@backstage-scim/plugin-scim-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import type { AuditLog } from '../audit';
import type {
  ConnectionRow,
  OrganizationChange,
  OrganizationWriter,
  WriteOptions,
} from '../database';
import { describeConnections } from './describeConnections';
import { findConnection } from './findConnection';

/** Changes stored connections, one at a time, and puts it on record. */
export class ConnectionWriter {
  constructor(
    private readonly options: { database: OrganizationWriter; audit: AuditLog },
  ) {}

  /**
   * @param run - returns the row as it is afterwards
   * @throws NotFoundError if there is no connection with this id
   */
  async write(
    id: string,
    run: (
      change: OrganizationChange,
      row: ConnectionRow,
    ) => Promise<ConnectionRow>,
    options?: WriteOptions,
  ): Promise<ConnectionSummary> {
    return this.options.database.write(async change => {
      const row = await findConnection(change.tx, id);
      return describeConnection(change.tx, await run(change, row));
    }, options);
  }

  /** Puts on record what somebody did to a connection. */
  async record(
    change: OrganizationChange,
    actor: string,
    verb: string,
    row: ConnectionRow,
    detail: JsonObject,
  ): Promise<void> {
    await this.options.audit.record(change, {
      actor,
      action: `connection.${verb}`,
      target: `connection:${row.name}`,
      detail: { id: row.uuid, ...detail },
    });
  }
}

/** Writes columns of a connection, and returns it as it is then. */
export async function setColumns(
  change: OrganizationChange,
  row: ConnectionRow,
  columns: object,
): Promise<ConnectionRow> {
  const [written] = await change
    .tx<ConnectionRow>('connections')
    .where({ id: row.id })
    .update(columns)
    .returning('*');
  return written;
}

/** What answers say of a connection. */
export async function describeConnection(
  tx: Knex,
  row: ConnectionRow,
): Promise<ConnectionSummary> {
  const [summary] = await describeConnections(tx, [row]);
  return summary;
}
