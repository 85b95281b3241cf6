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

import { NotFoundError } from '@backstage/errors';
import { UserListItem } from '@backstage-scim/plugin-scim-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import type { AuditLog } from '../audit';
import type { OrganizationChange, UserRow } from '../database';
import { describeUsers } from './describeUsers';
import { StoredUser, toStoredUser } from './storedRows';
import { toUserSummary } from './summaries';
import type { UserStore } from './UserStore';

/** Finds people for administrators, and puts on record what they do to them. */
export class UserRecord {
  constructor(
    private readonly options: { audit: AuditLog; users: UserStore },
  ) {}

  /** @throws NotFoundError if there is nobody with this id */
  async find(tx: Knex, id: string): Promise<StoredUser> {
    const user = await this.options.users.find(tx, id);
    if (!user) {
      throw new NotFoundError(
        `There is nobody with the id '${id.slice(0, 100)}'.`,
      );
    }
    return user;
  }

  /** Puts on record what somebody did to a person. */
  async add(
    change: OrganizationChange,
    actor: string,
    verb: string,
    user: StoredUser,
    detail: JsonObject,
  ): Promise<void> {
    await this.options.audit.record(change, {
      actor,
      action: `user.${verb}`,
      target: toUserSummary(user).entityRef,
      detail: { id: user.uuid, userName: user.user_name, ...detail },
    });
  }
}

/** What lists say of a person, as stored now. */
export async function describeUser(
  tx: Knex,
  user: StoredUser,
): Promise<UserListItem> {
  const row = await tx<UserRow>('users').where({ id: user.id }).first();
  const [item] = await describeUsers(tx, [asListed(toStoredUser(row!))]);
  return item;
}

/** Lists want rows; the resource is not theirs to show. */
export function asListed(user: StoredUser): UserRow {
  return { ...user, resource: '' };
}
