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

import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  ChangeMembersRequest,
  PortalRole,
} from '@backstage-scim/plugin-scim-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { AuditLog } from '../audit';
import {
  foldCase,
  type OrganizationChange,
  type PortalRoleRow,
  type OrganizationWriter,
} from '../database';
import { countRows } from './countRows';
import type { RoleStore, StoredRole } from './RoleStore';
import { SYNCED_PREFIX } from './SYNCED_PREFIX';
import { syncRoles } from './syncRoles';

/** Portal roles as administrators manage them. */
export class ManagedRoles {
  constructor(
    private readonly options: {
      database: OrganizationWriter;
      audit: AuditLog;
      roles: RoleStore;
    },
  ) {}

  /** @throws NotFoundError if there is none with this id */
  async get(tx: Knex, id: string): Promise<PortalRole> {
    return describe(tx, await this.find(tx, id));
  }

  /**
   * Makes a role. One that role sync fills goes at once to whoever has it at
   * the identity provider.
   *
   * @throws ConflictError if there is one of that name
   */
  async create(actor: string, name: string): Promise<PortalRole> {
    return this.options.database.write(async change => {
      const columns = await requireFree(change.tx, name);
      const [role] = await change
        .tx<PortalRoleRow>('portal_roles')
        .insert({
          ...columns,
          uuid: randomUUID(),
          version: 1,
          created_at: new Date().toISOString(),
        })
        .returning('*');
      await syncRoles(change, { roleId: role.id });
      change.mark();
      await this.#record(change, actor, 'create', role, {});
      return describe(change.tx, role);
    });
  }

  /**
   * Renames a role. Its role bindings stay; role sync fills it by its new name.
   *
   * @throws ConflictError if there is one of that name
   */
  async rename(actor: string, id: string, name: string): Promise<PortalRole> {
    return this.options.database.write(async change => {
      const role = await this.find(change.tx, id);
      const columns = await requireFree(change.tx, name, role);
      const [renamed] = await change
        .tx<PortalRoleRow>('portal_roles')
        .where({ id: role.id })
        .update({
          ...columns,
          version: role.version + 1,
          updated_at: new Date().toISOString(),
        })
        .returning('*');
      if (!isSynced(renamed)) {
        await change
          .tx('user_roles')
          .where({ portal_role_id: role.id, synced: true })
          .delete();
      }
      await syncRoles(change, { roleId: role.id });
      change.mark();
      await this.#record(change, actor, 'rename', renamed, {
        from: role.name,
      });
      return describe(change.tx, renamed);
    });
  }

  /** Removes a role with its role bindings. */
  async remove(
    actor: string,
    id: string,
  ): Promise<{ id: string; name: string }> {
    return this.options.database.write(async change => {
      const role = await this.find(change.tx, id);
      const { memberCount, bindingCount } = await describe(change.tx, role);
      await change.tx('portal_roles').where({ id: role.id }).delete();
      change.mark();
      await this.#record(change, actor, 'delete', role, {
        memberCount,
        bindingCount,
      });
      return { id: role.uuid, name: role.name };
    });
  }

  /**
   * Gives a role to people and takes it from them.
   *
   * @throws ConflictError if role sync fills it
   */
  async changeMembers(
    actor: string,
    id: string,
    { add = [], remove = [] }: ChangeMembersRequest,
  ): Promise<PortalRole> {
    return this.options.database.write(async change => {
      const role = await this.find(change.tx, id);
      if (isSynced(role)) {
        throw new ConflictError(
          `Role sync fills '${role.name}'; give the role '${role.name.slice(
            SYNCED_PREFIX.length,
          )}' in the identity provider.`,
        );
      }
      const outcome = await this.options.roles.changeMembers(change, role, [
        { op: 'remove', ids: remove },
        { op: 'add', ids: add },
      ]);
      if (outcome.members.added + outcome.members.removed > 0) {
        await this.#record(change, actor, 'members', role, {
          membersAdded: outcome.members.added,
          membersRemoved: outcome.members.removed,
        });
      }
      return describe(change.tx, outcome.role);
    });
  }

  /** @throws NotFoundError if there is none with this id */
  async find(tx: Knex, id: string): Promise<StoredRole> {
    const role = await this.options.roles.find(tx, id);
    if (!role) {
      throw new NotFoundError(
        `There is no role with the id '${id.slice(0, 100)}'.`,
      );
    }
    return role;
  }

  async #record(
    change: OrganizationChange,
    actor: string,
    verb: string,
    role: StoredRole,
    detail: JsonObject,
  ) {
    await this.options.audit.record(change, {
      actor,
      action: `role.${verb}`,
      target: `role:${role.name}`,
      detail: { id: role.uuid, ...detail },
    });
  }
}

/** What answers say of roles, in the order of the rows. */
export async function describeRoles(
  tx: Knex,
  rows: PortalRoleRow[],
): Promise<PortalRole[]> {
  const ids = rows.map(({ id }) => id);
  const members = await countRows(tx, 'user_roles', 'portal_role_id', ids);
  const bindings = await countRows(tx, 'bindings', 'portal_role_id', ids);
  return rows.map(row => ({
    id: row.uuid,
    name: row.name,
    synced: isSynced(row),
    memberCount: members.get(row.id) ?? 0,
    bindingCount: bindings.get(row.id) ?? 0,
    createdAt: row.created_at,
    updatedAt: row.updated_at ?? undefined,
  }));
}

async function describe(tx: Knex, row: PortalRoleRow): Promise<PortalRole> {
  const [role] = await describeRoles(tx, [row]);
  return role;
}

function isSynced({ name_key: key }: PortalRoleRow): boolean {
  return key.startsWith(SYNCED_PREFIX);
}

/** @throws InputError if no role can have that name */
async function requireFree(
  tx: Knex,
  wanted: string,
  role?: StoredRole,
): Promise<Pick<PortalRoleRow, 'name' | 'name_key'>> {
  const name = wanted.trim();
  const key = foldCase(name);
  if (/\p{Cc}/u.test(wanted)) {
    throw new InputError('The name of a role has no control characters.');
  }
  if (name === '' || key === SYNCED_PREFIX || key.length > 255) {
    throw new InputError(
      `The name of a role has 1 to 255 characters; after '${SYNCED_PREFIX}' comes the name that the identity provider gives.`,
    );
  }
  if (key.startsWith(SYNCED_PREFIX) && /^\s/.test(name.slice(5))) {
    throw new InputError(`There is no space after '${SYNCED_PREFIX}'.`);
  }
  const other = await tx('portal_roles').where({ name_key: key }).first('id');
  if (other && other.id !== role?.id) {
    throw new ConflictError(`There is a role named '${name}' already.`);
  }
  return { name, name_key: key };
}
