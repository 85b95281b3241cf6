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
  DeletedConnection,
  PeopleOfDeletedConnection,
} from '@backstage-scim/plugin-scim-common';
import type { AuditLog } from '../audit';
import { findConnection, requireStored, touchConnection } from '../connections';
import type {
  ConnectionRow,
  OrganizationChange,
  OrganizationWriter,
  UserRow,
} from '../database';
import { admitPeople } from './admitPeople';
import type { GroupStore } from './GroupStore';
import { releasePeople } from './releasePeople';
import { toStoredUser } from './storedRows';
import type { UserStore } from './UserStore';

/** Takes connections away without losing whom and what they provision. */
export class ConnectionRemoval {
  constructor(
    private readonly options: {
      database: OrganizationWriter;
      audit: AuditLog;
      users: UserStore;
      groups: GroupStore;
    },
  ) {}

  /**
   * Deletes a connection. Its people become unsynced, and stay as they are or
   * are deactivated; its teams become local ones, with their members and role
   * bindings; its groups that wait are gone.
   *
   * @throws ConflictError if app-config declares it, or if there are people and
   * nothing is said about them
   */
  async remove(
    actor: string,
    id: string,
    people?: PeopleOfDeletedConnection,
  ): Promise<DeletedConnection> {
    return this.options.database.write(async change => {
      const row = await findConnection(change.tx, id);
      requireStored(row);
      const rows = await change
        .tx<UserRow>('users')
        .where('connection_id', row.id);
      if (rows.length > 0 && people === undefined) {
        throw new ConflictError(await this.#question(change, row, rows.length));
      }
      await touchConnection(change, row.id);
      const groupsRemoved = await this.#removeWaiting(change, row);
      const groups = await change
        .tx('groups')
        .where('connection_id', row.id)
        .update({ connection_id: null, linked_entity_ref: null });
      const choice = people ?? 'keep';
      await this.#release(change, rows, choice);
      if (row.status === 'pending' && choice === 'keep') {
        await admitPeople(
          change,
          rows.map(user => user.id),
        );
      }
      await change.tx('connections').where({ id: row.id }).delete();
      const deleted = {
        people: choice,
        users: rows.length,
        groups,
        groupsRemoved,
      };
      change.mark();
      await this.options.audit.record(change, {
        actor,
        action: 'connection.delete',
        target: `connection:${row.name}`,
        detail: { id: row.uuid, ...deleted },
      });
      return deleted;
    });
  }

  async #question(
    { tx }: OrganizationChange,
    row: ConnectionRow,
    users: number,
  ): Promise<string> {
    const groups = await tx('groups')
      .where({ connection_id: row.id, linked: true })
      .count({ count: '*' })
      .first();
    const bindings = await tx('bindings')
      .join('users', 'users.id', 'bindings.user_id')
      .where('users.connection_id', row.id)
      .count({ count: '*' })
      .first();
    return (
      `The connection '${row.name}' provisions ${users} people, who hold ${bindings?.count} role bindings, and ${groups?.count} teams. ` +
      "Say what becomes of the people: 'people=keep' makes them unsynced, 'people=deprovision' deactivates them as well."
    );
  }

  /** They were never teams. */
  async #removeWaiting(
    change: OrganizationChange,
    row: ConnectionRow,
  ): Promise<number> {
    const waiting: string[] = await change
      .tx('groups')
      .where({ connection_id: row.id })
      .where(never =>
        row.status === 'pending' ? never : never.where('linked', false),
      )
      .pluck('uuid');
    for (const uuid of waiting) {
      const group = await this.options.groups.find(change.tx, uuid);
      await this.options.groups.remove(change, group!);
    }
    return waiting.length;
  }

  async #release(
    change: OrganizationChange,
    rows: UserRow[],
    people: PeopleOfDeletedConnection,
  ) {
    if (people === 'deprovision') {
      for (const user of rows.map(toStoredUser)) {
        await this.options.users.link(change, user, {
          resource: { ...user.resource, active: false },
        });
      }
    }
    await releasePeople(change, rows);
  }
}
