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

import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import type { ConnectionRow } from '../database';

/** PostgreSQL compares ids with nothing but ids. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The connection with this id.
 *
 * @throws NotFoundError if there is none
 */
export async function findConnection(
  tx: Knex,
  id: string,
): Promise<ConnectionRow> {
  const row = UUID.test(id)
    ? await tx<ConnectionRow>('connections').where({ uuid: id }).first()
    : undefined;
  if (!row) {
    throw new NotFoundError(
      `There is no connection with the id '${id.slice(0, 100)}'.`,
    );
  }
  return row;
}

/** @throws ConflictError if app-config declares the connection */
export function requireStored(row: ConnectionRow): void {
  if (row.configured) {
    throw new ConflictError(
      `The connection '${row.name}' is declared in app-config under 'scim.connections'; change it there.`,
    );
  }
}
