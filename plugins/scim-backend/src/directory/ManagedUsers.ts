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

import { ConflictError, InputError } from '@backstage/errors';
import {
  CreateUserRequest,
  UserDetail,
  UserListItem,
  UserPolicy,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import type { OrganizationWriter, UserRow } from '../database';
import { describeGroups } from './describeGroups';
import { describeUsers } from './describeUsers';
import { readHistory } from './readHistory';
import type { StoredUser } from './storedRows';
import { toUserSummary } from './summaries';
import { asListed, describeUser, type UserRecord } from './UserRecord';
import type { UserStore } from './UserStore';

const SYNCED =
  'An identity provider provisions this person; remove them there. Only unsynced people can be removed in the portal.';

/** People as administrators manage them. */
export class ManagedUsers {
  readonly #record: UserRecord;

  constructor(
    private readonly options: {
      database: OrganizationWriter;
      users: UserStore;
      record: UserRecord;
      /** Whether identity providers may push. */
      scimEnabled: boolean;
    },
  ) {
    this.#record = options.record;
  }

  /** Whether people can be added in the portal, and where else. */
  async policy(tx: Knex): Promise<UserPolicy> {
    const rows = await tx('connections')
      .orderBy('name')
      .select('uuid', 'name', 'provider');
    const connections = rows.map(({ uuid, name, provider }) => ({
      id: uuid,
      name,
      provider,
    }));
    if (!this.options.scimEnabled) {
      return { canAdd: true, connections };
    }
    const names = connections.map(({ name }) => name);
    const where =
      names.length > 0
        ? `in the identity provider: ${names.join(', ')}`
        : 'in your identity provider, once a connection is set up';
    return {
      canAdd: false,
      reason: `SCIM is on, so people are not added in the portal. Add them ${where}.`,
      connections,
    };
  }

  /** @throws NotFoundError if there is nobody with this id */
  async get(tx: Knex, id: string): Promise<UserDetail> {
    const user = await this.#record.find(tx, id);
    const [item] = await describeUsers(tx, [asListed(user)]);
    const groups = await tx('groups')
      .join('group_members', 'group_members.group_id', 'groups.id')
      .where('group_members.user_id', user.id)
      .orderBy('groups.display_name_key')
      .select('groups.*');
    const roles = await tx('portal_roles')
      .join('user_roles', 'user_roles.portal_role_id', 'portal_roles.id')
      .where('user_roles.user_id', user.id)
      .orderBy('portal_roles.name_key')
      .select('portal_roles.uuid', 'portal_roles.name', 'user_roles.synced');
    const bindings = await tx('bindings')
      .where({ user_id: user.id })
      .count({ count: '*' })
      .first();
    return {
      ...item,
      groups: await describeGroups(tx, groups),
      portalRoles: roles.map(({ uuid, name, synced }) => ({
        id: uuid,
        name,
        synced: Boolean(synced),
      })),
      bindingCount: Number(bindings?.count ?? 0),
      history: await readHistory(tx, item.entityRef),
      canRemove: !item.synced,
      cannotRemoveReason: item.synced ? SYNCED : undefined,
      possibleDuplicates: await possibleDuplicates(tx, user),
    };
  }

  /**
   * Adds somebody unsynced.
   *
   * @throws ConflictError while SCIM is on, or if the user name is taken
   */
  async create(
    actor: string,
    request: CreateUserRequest,
  ): Promise<UserListItem> {
    return this.options.database.write(async change => {
      const { canAdd, reason } = await this.policy(change.tx);
      if (!canAdd) {
        throw new ConflictError(reason);
      }
      const { user } = await this.options.users.create(change, {
        resource: toResource(request),
      });
      await this.#record.add(change, actor, 'create', user, {});
      return describeUser(change.tx, user);
    });
  }

  /**
   * Removes somebody unsynced.
   *
   * @throws ConflictError if they are synced
   */
  async remove(actor: string, id: string): Promise<UserSummary> {
    return this.options.database.write(async change => {
      const user = await this.#record.find(change.tx, id);
      if (user.connection_id !== null) {
        throw new ConflictError(SYNCED);
      }
      await this.options.users.remove(change, user);
      await this.#record.add(change, actor, 'delete', user, {});
      return toUserSummary(user);
    });
  }
}

function toResource({
  userName,
  email,
  displayName,
}: CreateUserRequest): JsonObject {
  const name = userName.trim();
  const address = email?.trim() ?? (name.includes('@') ? name : undefined);
  if (name === '') {
    throw new InputError("The 'userName' must not be empty.");
  }
  if (address === undefined || !/^[^\s@]+@[^\s@]+$/.test(address)) {
    throw new InputError(
      "Give an 'email' such as mara@example.com; it says who the person is at sign-in.",
    );
  }
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: name,
    ...(displayName !== undefined && { displayName: displayName.trim() }),
    emails: [{ value: address, type: 'work', primary: true }],
    active: true,
  };
}

async function possibleDuplicates(
  tx: Knex,
  user: StoredUser,
): Promise<UserSummary[]> {
  const keys = [user.user_name_key, user.email_key].filter(key => key !== null);
  const rows: Array<UserRow & { connection_name: string | null }> = await tx(
    'users',
  )
    .leftJoin('connections', 'connections.id', 'users.connection_id')
    .whereNot('users.id', user.id)
    .where(same =>
      same.whereIn('user_name_key', keys).orWhereIn('email_key', keys),
    )
    .where(other =>
      user.connection_id === null
        ? other.whereNotNull('users.connection_id')
        : other.whereNull('users.connection_id'),
    )
    .limit(10)
    .select('users.*', 'connections.name as connection_name');
  return rows.map(row => toUserSummary(row, row.connection_name));
}
