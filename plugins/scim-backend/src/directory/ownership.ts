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

import { NotAllowedError } from '@backstage/errors';
import type { Connection } from '../connections';

/**
 * A connection may change what it provisions, and take over what nobody
 * provisions. It may read everything else, to match people by.
 *
 * @param connection - who is writing; absent for an administrator, who may
 * change everything
 * @throws NotAllowedError if another connection provisions it
 */
export function requireWritable(
  connection: Connection | undefined,
  stored: { connection_id: number | null },
): void {
  if (
    connection &&
    stored.connection_id !== null &&
    stored.connection_id !== connection.id
  ) {
    throw new NotAllowedError(
      'Another connection provisions this; only that one may change it.',
    );
  }
}

/**
 * Who may delete: the connection that provisions it, and administrators. What
 * nobody provisions is not a connection's to delete.
 *
 * @throws NotAllowedError if it is not the connection's own
 */
export function requireOwn(
  connection: Connection | undefined,
  stored: { connection_id: number | null },
): void {
  requireWritable(connection, stored);
  if (connection && stored.connection_id === null) {
    throw new NotAllowedError(
      'This connection does not provision it; remove it in the portal.',
    );
  }
}
