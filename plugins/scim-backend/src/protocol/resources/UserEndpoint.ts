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
import type { Connection } from '../../connections';
import type { OrganizationChange } from '../../database';
import {
  PageQuery,
  RowPage,
  StoredUser,
  toUserSummary,
  UserStore,
} from '../../directory';
import type { Projection } from '../listing/Projection';
import { applyPatch, parsePatch } from '../patch';
import { normalizeResource, userResourceType } from '../schema';
import { connectionNames, frameResource } from './frameResource';
import type { ResourceEndpoint, WriteOutcome } from './ResourceEndpoint';

/** `/Users`. */
export class UserEndpoint implements ResourceEndpoint<StoredUser> {
  readonly type = userResourceType;
  readonly auditName = 'user';

  constructor(
    private readonly users: UserStore,
    private readonly baseUrl: string,
  ) {}

  find(tx: Knex, id: string): Promise<StoredUser | undefined> {
    return this.users.find(tx, id);
  }

  list(tx: Knex, page: PageQuery): Promise<RowPage<StoredUser>> {
    return this.users.list(tx, page);
  }

  async isLarge(): Promise<boolean> {
    return false;
  }

  entityRef(user: StoredUser): string {
    return toUserSummary(user).entityRef;
  }

  async represent(
    tx: Knex,
    users: StoredUser[],
    projection: Projection,
    viewer: Connection | undefined,
  ): Promise<JsonObject[]> {
    const seen = await this.users.seenBy(tx, users, viewer);
    const connections = await connectionNames(tx, users, viewer);
    const groups = projection.includes('groups')
      ? await this.users.groupsOf(
          tx,
          users.map(({ id }) => id),
          viewer,
        )
      : undefined;
    return seen.map(user =>
      frameResource({
        type: this.type,
        row: user,
        baseUrl: this.baseUrl,
        entityRef: this.entityRef(user),
        viewer,
        connection: connections.get(user.connection_id ?? NaN),
        derived: {
          active: user.active,
          ...(groups && {
            groups: (groups.get(user.id) ?? []).map(group => ({
              value: group.uuid,
              $ref: `${this.baseUrl}/Groups/${group.uuid}`,
              display: group.display_name,
              type: 'direct',
            })),
          }),
        },
      }),
    );
  }

  async create(
    change: OrganizationChange,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredUser>> {
    const resource = normalizeResource(this.type, body);
    const { user, linked } = await this.users.create(change, {
      resource: { ...resource, active: resource.active !== false },
      connection,
    });
    return { stored: user, detail: { ...describe(user), linked } };
  }

  async replace(
    change: OrganizationChange,
    user: StoredUser,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredUser>> {
    const resource = normalizeResource(this.type, body);
    return this.#update(change, user, resource, connection);
  }

  async patch(
    change: OrganizationChange,
    user: StoredUser,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredUser>> {
    const operations = parsePatch(body);
    const [seen] = await this.users.seenBy(change.tx, [user], connection);
    const { resource } = applyPatch(this.type, seen.resource, operations);
    return this.#update(change, user, resource, connection, seen.active);
  }

  async remove(
    change: OrganizationChange,
    user: StoredUser,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredUser>> {
    await this.users.remove(change, user, connection);
    return { stored: user, detail: describe(user) };
  }

  async #update(
    change: OrganizationChange,
    user: StoredUser,
    resource: JsonObject,
    connection: Connection | undefined,
    activeNow: boolean = user.active,
  ): Promise<WriteOutcome<StoredUser>> {
    // What does not speak of `active` neither locks out nor lets in.
    const active = resource.active ?? activeNow;
    const stored = await this.users.update(change, user, {
      resource: { ...resource, active },
      connection,
    });
    const detail = describe(stored);
    if (stored.active !== user.active) {
      detail.active = stored.active;
    }
    if (stored.connection_id !== user.connection_id) {
      detail.linked = true;
    }
    return { stored, detail };
  }
}

function describe(user: StoredUser): JsonObject {
  return { userName: user.user_name };
}
