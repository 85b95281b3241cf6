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
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../connections';
import type { LinkRequestRow, OrganizationChange } from '../database';
import { slices } from './slices';
import type { StoredUser } from './storedRows';
import { userColumns } from './userColumns';

/**
 * Whether a connection has to wait before it takes over somebody unsynced:
 * while it is pending, and, if it is set so, where they hold access.
 */
export async function mustAskForUser(
  tx: Knex,
  user: { id: number },
  connection: Connection,
): Promise<boolean> {
  if (connection.status === 'pending') {
    return true;
  }
  return connection.linkWithAccess === 'ask' && holdsAccess(tx, user);
}

/** Whether somebody would bring anything along but themselves. */
async function holdsAccess(tx: Knex, { id }: { id: number }) {
  for (const table of ['bindings', 'group_members', 'user_roles']) {
    if (await tx(table).where({ user_id: id }).first(tx.raw('1 as one'))) {
      return true;
    }
  }
  return false;
}

/**
 * Keeps what a connection says of somebody whom it may not take over yet. They
 * stay as they are.
 *
 * @throws ConflictError if another connection has asked for them
 */
export async function storeLinkRequest(
  change: OrganizationChange,
  user: StoredUser,
  resource: JsonObject,
  connection: Connection,
): Promise<void> {
  const known = await change
    .tx<LinkRequestRow>('link_requests')
    .where({ user_id: user.id })
    .first();
  if (known && known.connection_id !== connection.id) {
    throw new ConflictError(
      'Another connection has asked for this person; an administrator of the portal decides.',
    );
  }
  if (known && isDeepStrictEqual(JSON.parse(known.resource), resource)) {
    return;
  }
  // Refuses now what could not be stored later.
  userColumns(resource);
  const now = new Date().toISOString();
  await change
    .tx<LinkRequestRow>('link_requests')
    .insert({
      user_id: user.id,
      connection_id: connection.id,
      resource: JSON.stringify(resource),
      created_at: now,
      updated_at: now,
    })
    .onConflict('user_id')
    .merge(['resource', 'updated_at']);
  change.mark();
}

/** Takes back what a connection has asked for; says whether it had. */
export async function withdrawLinkRequest(
  change: OrganizationChange,
  user: StoredUser,
  connection: Connection,
): Promise<boolean> {
  const withdrawn = await change
    .tx('link_requests')
    .where({ user_id: user.id, connection_id: connection.id })
    .delete();
  if (withdrawn > 0) {
    change.mark();
  }
  return withdrawn > 0;
}

/**
 * People as a connection sees them: those it has asked for as it describes them
 * itself.
 */
export async function seenByConnection(
  tx: Knex,
  users: StoredUser[],
  viewer: Connection | undefined,
): Promise<StoredUser[]> {
  const unsynced = users.filter(user => user.connection_id === null);
  if (!viewer || unsynced.length === 0) {
    return users;
  }
  const requested = new Map<number, JsonObject>();
  for (const ids of slices(unsynced.map(({ id }) => id))) {
    const rows = await tx<LinkRequestRow>('link_requests')
      .where('connection_id', viewer.id)
      .whereIn('user_id', ids);
    rows.forEach(row => requested.set(row.user_id, JSON.parse(row.resource)));
  }
  return users.map(user => {
    const resource = requested.get(user.id);
    return resource
      ? {
          ...user,
          ...userColumns(resource),
          connection_id: viewer.id,
          resource,
        }
      : user;
  });
}
