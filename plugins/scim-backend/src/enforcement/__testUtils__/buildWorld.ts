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

import { randomUUID } from 'node:crypto';
import { foldCase, type ScimDatabase } from '../../database';

/** An organization in a few words; names are references. */
export interface WorldDescription {
  /** Clouds with their projects. */
  clouds?: Record<string, string[]>;
  users?: Array<
    | string
    | { email: string; name?: string; active?: boolean; member?: boolean }
  >;
  groups?: Array<{
    name: string;
    users?: string[];
    groups?: string[];
    linked?: boolean;
    connection?: string;
  }>;
  connections?: Record<string, 'pending' | 'active' | 'paused'>;
  portalRoles?: Record<string, string[]>;
  serviceAccounts?: string[];
  /** E.g. `['cloud/prod', 'owner', { user: 'mara@example.com' }]`. */
  bindings?: Array<[string, string, Principal]>;
}

export type Principal =
  | { user: string }
  | { group: string }
  | { serviceAccount: string }
  | { portalRole: string };

/** The column of a binding that names a principal, by type. */
const columns: Record<string, string> = {
  user: 'user_id',
  group: 'group_id',
  serviceAccount: 'service_account_id',
  portalRole: 'portal_role_id',
};

const now = '2026-01-01T00:00:00.000Z';

/** Writes an organization into an empty database, as one write. */
export async function buildWorld(
  database: ScimDatabase,
  world: WorldDescription,
): Promise<void> {
  await database.write(async change => {
    const { tx } = change;
    const ids = new Map<string, number>();
    const insert = async (table: string, key: string, row: object) => {
      const [{ id }] = await tx(table).insert(row).returning('id');
      ids.set(key, id);
      return id;
    };
    const idOf = (key: string) => {
      const id = ids.get(key);
      if (id === undefined) {
        throw new Error(`The world has no ${key}`);
      }
      return id;
    };

    const resource = (
      type: string,
      ref: string,
      name: string,
      parent?: string,
    ) =>
      insert('resources', `resource:${ref}`, {
        uuid: randomUUID(),
        type,
        name,
        ref,
        parent_id: parent === undefined ? null : idOf(`resource:${parent}`),
      });
    await resource('organization', 'organization', 'Example');
    for (const [cloud, projects] of Object.entries(world.clouds ?? {})) {
      await resource('cloud', `cloud/${cloud}`, cloud);
      for (const project of projects) {
        const ref = `project/${cloud}/${project}`;
        await resource('project', ref, project, `cloud/${cloud}`);
      }
    }

    for (const [name, status] of Object.entries(world.connections ?? {})) {
      await insert('connections', `connection:${name}`, {
        uuid: randomUUID(),
        name,
        provider: 'generic',
        status,
        configured: false,
        created_at: now,
      });
    }
    for (const user of world.users ?? []) {
      const {
        email,
        name,
        active = true,
        member = true,
      } = typeof user === 'string' ? { email: user } : user;
      await insert('users', `user:${email}`, {
        uuid: randomUUID(),
        user_name: email,
        user_name_key: email.toLowerCase(),
        email,
        email_key: email.toLowerCase(),
        display_name: name ?? null,
        full_name_key: name === undefined ? null : foldCase(name),
        active,
        member,
        entity_name: email.split('@')[0].toLowerCase(),
        resource: '{}',
        version: 1,
        created_at: now,
        updated_at: now,
      });
    }
    for (const { name, linked = true, connection } of world.groups ?? []) {
      await insert('groups', `group:${name}`, {
        uuid: randomUUID(),
        connection_id:
          connection === undefined ? null : idOf(`connection:${connection}`),
        display_name: name,
        display_name_key: name.toLowerCase(),
        linked,
        entity_name: name.toLowerCase(),
        resource: '{}',
        version: 1,
        created_at: now,
        updated_at: now,
      });
    }
    for (const { name, users = [], groups = [] } of world.groups ?? []) {
      for (const user of users) {
        await tx('group_members').insert({
          group_id: idOf(`group:${name}`),
          user_id: idOf(`user:${user}`),
        });
      }
      for (const group of groups) {
        await tx('group_subgroups').insert({
          group_id: idOf(`group:${name}`),
          subgroup_id: idOf(`group:${group}`),
        });
      }
    }
    for (const [name, users] of Object.entries(world.portalRoles ?? {})) {
      const id = await insert('portal_roles', `portalRole:${name}`, {
        uuid: randomUUID(),
        name,
        name_key: name.toLowerCase(),
        created_at: now,
      });
      for (const user of users) {
        await tx('user_roles').insert({
          portal_role_id: id,
          user_id: idOf(`user:${user}`),
        });
      }
    }
    for (const name of world.serviceAccounts ?? []) {
      await insert('service_accounts', `serviceAccount:${name}`, {
        uuid: randomUUID(),
        name,
        name_key: name.toLowerCase(),
        created_at: now,
      });
    }
    for (const [ref, role, principal] of world.bindings ?? []) {
      const [[type, name]] = Object.entries(principal);
      await tx('bindings').insert({
        resource_id: idOf(`resource:${ref}`),
        role,
        [columns[type]]: idOf(`${type}:${name}`),
        created_at: now,
      });
    }
    change.mark();
  });
}
