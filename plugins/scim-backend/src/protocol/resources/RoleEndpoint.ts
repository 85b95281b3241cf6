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
import { foldCase, OrganizationChange } from '../../database';
import type {
  MemberChange,
  PageQuery,
  RoleStore,
  RowPage,
  StoredRole,
} from '../../directory';
import { roleHasMoreMembers } from '../../directory/hasMoreMembers';
import { ScimError } from '../errors';
import type { Projection } from '../listing/Projection';
import { applyPatch, parsePatch, readMemberIds } from '../patch';
import { normalizeResource, roleResourceType } from '../schema';
import { frameResource } from './frameResource';
import {
  MANY_MEMBERS,
  type ResourceEndpoint,
  type WriteOutcome,
} from './ResourceEndpoint';

/** `/Roles`: roles of the portal, and who holds them. */
export class RoleEndpoint implements ResourceEndpoint<StoredRole> {
  readonly type = roleResourceType;
  readonly auditName = 'role';

  constructor(
    private readonly roles: RoleStore,
    private readonly baseUrl: string,
  ) {}

  find(tx: Knex, id: string): Promise<StoredRole | undefined> {
    return this.roles.find(tx, id);
  }

  list(tx: Knex, page: PageQuery): Promise<RowPage<StoredRole>> {
    return this.roles.list(tx, page);
  }

  async isLarge(
    tx: Knex,
    role: StoredRole,
    projection: Projection,
  ): Promise<boolean> {
    return (
      projection.includes('members') &&
      (await roleHasMoreMembers(tx, role.id, MANY_MEMBERS))
    );
  }

  /** Roles are in no catalog; records name them all the same. */
  entityRef(role: StoredRole): string {
    return `role:${role.name}`;
  }

  async represent(
    tx: Knex,
    roles: StoredRole[],
    projection: Projection,
  ): Promise<JsonObject[]> {
    const members = projection.includes('members')
      ? await this.roles.membersOf(
          tx,
          roles.map(({ id }) => id),
        )
      : undefined;
    return roles.map(role =>
      frameResource({
        type: this.type,
        row: {
          ...role,
          updated_at: role.updated_at ?? role.created_at,
          connection_id: null,
          synced_at: null,
          resource: { displayName: role.name },
        },
        baseUrl: this.baseUrl,
        entityRef: this.entityRef(role),
        connection: undefined,
        viewer: undefined,
        derived: members
          ? {
              members: members
                .get(role.id)!
                .map(({ value, type, display }) => ({
                  value,
                  $ref: `${this.baseUrl}/Users/${value}`,
                  type,
                  display,
                })),
            }
          : {},
      }),
    );
  }

  async create(): Promise<WriteOutcome<StoredRole>> {
    throw ScimError.forbidden(
      'Roles are made in the portal; here they can be given and taken.',
    );
  }

  async replace(
    change: OrganizationChange,
    role: StoredRole,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredRole>> {
    const { members, ...resource } = normalizeResource(this.type, body);
    requireName(role, resource);
    return this.#changeMembers(
      change,
      role,
      [{ op: 'replace', ids: readMemberIds(members) }],
      connection,
    );
  }

  async patch(
    change: OrganizationChange,
    role: StoredRole,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredRole>> {
    const { resource, memberChanges } = applyPatch(
      this.type,
      { schemas: [this.type.schema.id], displayName: role.name },
      parsePatch(body),
    );
    requireName(role, resource);
    return this.#changeMembers(change, role, memberChanges, connection);
  }

  async remove(): Promise<WriteOutcome<StoredRole>> {
    throw ScimError.forbidden('Roles are removed in the portal.');
  }

  async #changeMembers(
    change: OrganizationChange,
    role: StoredRole,
    memberChanges: MemberChange[],
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredRole>> {
    const outcome = await this.roles.changeMembers(
      change,
      role,
      memberChanges,
      connection,
    );
    return {
      stored: outcome.role,
      detail: {
        displayName: role.name,
        membersAdded: outcome.members.added,
        membersRemoved: outcome.members.removed,
      },
    };
  }
}

function requireName(role: StoredRole, { displayName }: JsonObject): void {
  if (foldCase(String(displayName)) !== role.name_key) {
    throw ScimError.mutability("The 'displayName' of a role cannot change.");
  }
}
