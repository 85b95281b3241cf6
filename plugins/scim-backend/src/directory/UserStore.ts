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

import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../connections';
import type { OrganizationChange, UserRow } from '../database';
import { groupIdsOf, noteIfEmptied } from './emptiedGroups';
import { entityNameOf } from './entityNameOf';
import { userEntityName } from './entityNames';
import { findSameUser, refuseTakenUserName } from './findSameUser';
import { giveEntityName } from './giveEntityName';
import { storeIdpRoles } from './idpRoles';
import {
  mustAskForUser,
  seenByConnection,
  storeLinkRequest,
  withdrawLinkRequest,
} from './linkRequests';
import { requireOwn, requireWritable } from './ownership';
import { raiseVersionsAround } from './raiseVersions';
import { PageQuery, readPage, RowPage } from './readPage';
import { GroupOfUser, readGroupsOfUsers } from './readGroupsOfUsers';
import { isResourceId } from './resourceId';
import { retireEntityName } from './retiredEntityNames';
import { StoredUser, toStoredUser } from './storedRows';
import { syncRoles } from './syncRoles';
import { whereUserEntity } from './whereUserEntity';
import { UserColumns, userColumns } from './userColumns';
import type { UserNaming } from './UserNaming';
import { storeEmails } from './userEmails';

/** What a write of a user says. */
export interface UserInput {
  /** The SCIM resource, validated, without id, meta and groups. */
  resource: JsonObject;
  /** Who is writing; absent for an administrator. */
  connection?: Connection;
}

/** The people of the directory. */
export class UserStore {
  readonly #naming: UserNaming;

  /** @param options - `naming` is `userName` if absent */
  constructor(options: { naming?: UserNaming } = {}) {
    this.#naming = options.naming ?? 'userName';
  }

  /** The person with this SCIM id. */
  async find(tx: Knex, uuid: string): Promise<StoredUser | undefined> {
    if (!isResourceId(uuid)) {
      return undefined;
    }
    const row = await tx<UserRow>('users').where({ uuid }).first();
    return row && toStoredUser(row);
  }

  /** The person behind this catalog entity, their own or one that is linked. */
  async findByEntityRef(
    tx: Knex,
    entityRef: string,
  ): Promise<StoredUser | undefined> {
    const row: UserRow | undefined = await whereUserEntity(
      tx('users'),
      entityRef,
    ).first();
    return row && toStoredUser(row);
  }

  /** A page of people. Filters and orders name columns of `users`. */
  async list(tx: Knex, page: PageQuery): Promise<RowPage<StoredUser>> {
    const { total, rows } = await readPage(tx, 'users', page);
    return { total, rows: rows.map(toStoredUser) };
  }

  /**
   * The groups that people are direct members of, by the people's row id. Teams
   * that only the portal knows have no members for a connection that looks.
   */
  async groupsOf(
    tx: Knex,
    userIds: number[],
    viewer?: Connection,
  ): Promise<Map<number, GroupOfUser[]>> {
    return readGroupsOfUsers(tx, userIds, viewer);
  }

  /**
   * People as a connection sees them: those whom it has to wait for as it
   * describes them itself.
   */
  seenBy(
    tx: Knex,
    users: StoredUser[],
    viewer: Connection | undefined,
  ): Promise<StoredUser[]> {
    return seenByConnection(tx, users, viewer);
  }

  /**
   * Adds a person. If a connection adds somebody who is there unsynced, with
   * that user name or email, the two become one: same id, role bindings kept.
   * If the connection has to ask first, they stay as they are and what it says
   * of them is kept.
   *
   * @throws ConflictError if the user name is taken
   */
  async create(
    change: OrganizationChange,
    { resource, connection }: UserInput,
  ): Promise<{ user: StoredUser; linked: boolean }> {
    const columns = userColumns(resource);
    const known = await findSameUser(change.tx, columns, connection);
    if (known && connection) {
      if (await mustAskForUser(change.tx, known, connection)) {
        await storeLinkRequest(change, known, resource, connection);
        return { user: known, linked: false };
      }
      const user = await this.#write(change, known, columns, connection);
      return { user, linked: true };
    }
    const now = new Date().toISOString();
    const user = await this.#insert(
      change,
      {
        ...columns,
        connection_id: connection?.id ?? null,
        synced_at: connection ? now : null,
        created_at: now,
      },
      connection,
    );
    return { user, linked: false };
  }

  /** Adds somebody whom no identity provider knows, by email. */
  async addUnsyncedUser(
    change: OrganizationChange,
    { email }: { email: string },
  ): Promise<StoredUser> {
    const { user } = await this.create(change, {
      resource: {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: email,
        emails: [{ value: email, type: 'work', primary: true }],
        active: true,
      },
    });
    return user;
  }

  /**
   * Gives a person a new resource. A connection that writes somebody unsynced
   * takes them over, or has to ask first; what it says of them is kept then.
   * Nothing changes if the resource is the same.
   *
   * @throws NotAllowedError if another connection provisions the person
   * @throws ConflictError if the new user name is taken
   */
  async update(
    change: OrganizationChange,
    user: StoredUser,
    { resource, connection }: UserInput,
  ): Promise<StoredUser> {
    requireWritable(connection, user);
    const links = connection !== undefined && user.connection_id === null;
    if (!links && isDeepStrictEqual(user.resource, resource)) {
      return user;
    }
    if (links && (await mustAskForUser(change.tx, user, connection))) {
      await storeLinkRequest(change, user, resource, connection);
      return user;
    }
    return this.link(change, user, { resource, connection });
  }

  /**
   * Writes a person as {@link UserStore.update} does, but asks nobody.
   *
   * @throws ConflictError if the new user name is taken
   */
  async link(
    change: OrganizationChange,
    user: StoredUser,
    { resource, connection }: UserInput,
  ): Promise<StoredUser> {
    const columns = userColumns(resource);
    if (columns.user_name_key !== user.user_name_key) {
      await refuseTakenUserName(change.tx, columns);
    }
    return this.#write(change, user, columns, connection);
  }

  /**
   * Removes a person with their memberships and role bindings.
   *
   * @throws NotAllowedError if the person is not the connection's own
   */
  async remove(
    change: OrganizationChange,
    user: StoredUser,
    connection?: Connection,
  ): Promise<void> {
    if (connection && (await withdrawLinkRequest(change, user, connection))) {
      return;
    }
    requireOwn(connection, user);
    const groups = await groupIdsOf(change.tx, user.id);
    await raiseVersionsAround(change.tx, user.id);
    await change.tx('users').where({ id: user.id }).delete();
    for (const group of groups) {
      await noteIfEmptied(change.tx, group);
    }
    await retireEntityName(change.tx, {
      kind: 'user',
      entityName: user.entity_name,
      ownerKey: user.user_name_key,
    });
    const standIn = user.catalog_ref && entityNameOf(user.catalog_ref);
    if (standIn) {
      // Their tokens say it; it is theirs again if they come back.
      await retireEntityName(change.tx, {
        kind: 'user',
        entityName: standIn,
        ownerKey: user.user_name_key,
      });
    }
    touchUser(change, user);
    await touchReports(change, user);
  }

  async #insert(
    change: OrganizationChange,
    values: UserColumns &
      Pick<UserRow, 'connection_id' | 'synced_at' | 'created_at'>,
    connection: Connection | undefined,
  ): Promise<StoredUser> {
    const uuid = randomUUID();
    const [row] = await change
      .tx<UserRow>('users')
      .insert({
        ...values,
        uuid,
        // What a pending connection pushes gives nobody anything yet.
        member: connection?.status !== 'pending',
        entity_name: await giveEntityName(change, {
          kind: 'user',
          uuid,
          wanted: userEntityName(
            {
              uuid,
              userName: values.user_name,
              email: values.email ?? undefined,
            },
            this.#naming,
          ),
          namespace: connection?.namespace,
          ownerKey: values.user_name_key,
          label: values.user_name,
        }),
        version: 1,
        updated_at: values.created_at,
      })
      .returning('*');
    const user = toStoredUser(row);
    await storeEmails(change.tx, user);
    if ((await storeIdpRoles(change, user)) && connection?.roleSync) {
      await syncRoles(change, { userIds: [user.id] });
    }
    touchUser(change, user);
    return user;
  }

  async #write(
    change: OrganizationChange,
    user: StoredUser,
    columns: UserColumns,
    connection: Connection | undefined,
  ): Promise<StoredUser> {
    const now = new Date().toISOString();
    const [row] = await change
      .tx<UserRow>('users')
      .where({ id: user.id })
      .update({
        ...columns,
        connection_id: user.connection_id ?? connection?.id ?? null,
        version: user.version + 1,
        updated_at: now,
        synced_at: connection ? now : user.synced_at,
      })
      .returning('*');
    const written = toStoredUser(row);
    await storeEmails(change.tx, written, user);
    const links = written.connection_id !== user.connection_id;
    const roles = await storeIdpRoles(change, written, user);
    if ((links || roles) && connection?.roleSync) {
      await syncRoles(change, { userIds: [user.id] });
    }
    if (links) {
      await change.tx('link_requests').where({ user_id: user.id }).delete();
    }
    touchUser(change, written);
    if (written.active !== user.active) {
      await touchReports(change, written);
    }
    return written;
  }
}

function touchUser(change: OrganizationChange, user: StoredUser) {
  change.touch({
    kind: 'user',
    uuid: user.uuid,
    entityName: user.entity_name,
  });
}

/** Their entities name their manager only while the manager has an entity. */
async function touchReports(change: OrganizationChange, manager: StoredUser) {
  const reports = await change
    .tx<UserRow>('users')
    .where({ manager_uuid: manager.uuid })
    .select('uuid', 'entity_name');
  for (const { uuid, entity_name: entityName } of reports) {
    change.touch({ kind: 'user', uuid, entityName });
  }
}
