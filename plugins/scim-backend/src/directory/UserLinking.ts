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
  LinkedUser,
  LinkUserRequest,
  UserListItem,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { findConnection, toConnection } from '../connections';
import type {
  LinkRequestRow,
  OrganizationChange,
  OrganizationWriter,
} from '../database';
import { mergeUsers } from './mergeUsers';
import { releasePeople } from './releasePeople';
import type { StoredUser } from './storedRows';
import { describeUser, type UserRecord } from './UserRecord';
import type { UserStore } from './UserStore';

/** Ties people to identity providers, and parts them again. */
export class UserLinking {
  readonly #record: UserRecord;

  constructor(
    private readonly options: {
      database: OrganizationWriter;
      users: UserStore;
      record: UserRecord;
    },
  ) {
    this.#record = options.record;
  }

  /**
   * Makes one of somebody unsynced and of a synced person, or lets the
   * connection take them over that has asked for them.
   *
   * @throws ConflictError if the two cannot be one
   */
  async link(
    actor: string,
    id: string,
    request: LinkUserRequest,
  ): Promise<LinkedUser> {
    return this.options.database.write(async change => {
      const unsynced = await this.#record.find(change.tx, id);
      if (unsynced.connection_id !== null) {
        throw new ConflictError(
          'This person is synced already; link the unsynced one of the two.',
        );
      }
      if ('connectionId' in request) {
        return this.#acceptRequest(change, actor, unsynced, request);
      }
      const synced = await this.#record.find(change.tx, request.userId);
      if (synced.connection_id === null) {
        throw new ConflictError(
          `'${synced.user_name}' is unsynced as well; link to a person whom an identity provider provisions.`,
        );
      }
      await reviewedConnection(change.tx, synced.connection_id);
      const moved = await mergeUsers(change, { from: unsynced, to: synced });
      await this.#record.add(change, actor, 'link', synced, {
        from: unsynced.user_name,
        ...moved,
      });
      return { user: await describeUser(change.tx, synced), moved };
    });
  }

  /**
   * Parts somebody from their identity provider. They stay as they are, with
   * all that they hold; if it pushes them again, the two are one again.
   *
   * @throws ConflictError if nobody provisions them, or if their connection
   * waits to be activated
   */
  async unlink(actor: string, id: string): Promise<UserListItem> {
    return this.options.database.write(async change => {
      const user = await this.#record.find(change.tx, id);
      if (user.connection_id === null) {
        throw new ConflictError(
          'No identity provider provisions this person; there is nothing to part.',
        );
      }
      const connection = await reviewedConnection(
        change.tx,
        user.connection_id,
      );
      await releasePeople(change, [user]);
      await this.#record.add(change, actor, 'unlink', user, {
        connection: connection?.name,
      });
      return describeUser(change.tx, user);
    });
  }

  async #acceptRequest(
    change: OrganizationChange,
    actor: string,
    user: StoredUser,
    { connectionId }: { connectionId: string },
  ): Promise<LinkedUser> {
    const row = await findConnection(change.tx, connectionId);
    const request = await change
      .tx<LinkRequestRow>('link_requests')
      .where({ user_id: user.id, connection_id: row.id })
      .first();
    if (!request) {
      throw new ConflictError(
        `The connection '${row.name}' has not asked for '${user.user_name}'.`,
      );
    }
    if (row.status === 'pending') {
      throw new ConflictError(
        `The connection '${row.name}' is pending; review and activate it.`,
      );
    }
    const linked = await this.options.users.link(change, user, {
      resource: JSON.parse(request.resource),
      connection: toConnection(row),
    });
    await this.#record.add(change, actor, 'link', linked, {
      connection: row.name,
    });
    return {
      user: await describeUser(change.tx, linked),
      moved: { bindings: 0, groups: 0, roles: 0 },
    };
  }
}

/** @throws ConflictError if the connection waits to be activated */
async function reviewedConnection(
  tx: Knex,
  id: number,
): Promise<{ name: string } | undefined> {
  const connection = await tx('connections')
    .where({ id })
    .first('name', 'status');
  if (connection?.status === 'pending') {
    throw new ConflictError(
      `The connection '${connection.name}' is pending; review and activate it first.`,
    );
  }
  return connection;
}
