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

// Benchmarks measure the parts themselves, without HTTP in between.
// eslint-disable-next-line @backstage/no-forbidden-package-imports
import {
  foldCase,
  foldResource,
} from '@backstage-scim/plugin-scim-backend/src/database';
import { BindingColumns, World } from './World';

/** Type of a column, as PostgreSQL calls it. */
export type ColumnType = 'int' | 'text' | 'boolean' | 'jsonb' | 'uuid';

/** A table to fill; `row(i)` is row `i` from 0, in the order of the columns. */
export interface TableRows {
  table: string;
  columns: Record<string, ColumnType>;
  count: number;
  row(index: number): unknown[];
}

const now = '2026-01-01T00:00:00.000Z';

/** The SCIM id of the user, group, … with a row id. */
export function uuidOf(kind: number, id: number): string {
  const scattered = Math.imul(id, 0x9e3779b1) >>> 0;
  const hex = (value: number, length: number) =>
    value.toString(16).padStart(length, '0');
  return `${hex(scattered, 8)}-${hex(kind, 4)}-4000-8000-${hex(id, 12)}`;
}

export const userKind = 1;
export const groupKind = 2;

/** User name and email of the user with a row id. */
export function userNameOf(id: number): string {
  return `person-${id}@example.com`;
}

/** Display name of the group with a row id. */
export function groupNameOf(id: number): string {
  return `Group ${id}`;
}

/** The rows of a world, in an order in which they can be inserted. */
export function worldTables(world: World): TableRows[] {
  return [...directoryTables(world), ...accessTables(world)];
}

function directoryTables(world: World): TableRows[] {
  const { size, members, outerGroups, portalRoles } = world;
  const nested = indexesOf(outerGroups);
  const holders = indexesOf(portalRoles);
  return [
    {
      table: 'connections',
      columns: {
        id: 'int',
        uuid: 'uuid',
        name: 'text',
        provider: 'text',
        status: 'text',
        configured: 'boolean',
        created_at: 'text',
      },
      count: 1,
      row: () => [1, uuidOf(9, 1), 'bench', 'okta', 'active', false, now],
    },
    {
      table: 'users',
      columns: {
        id: 'int',
        uuid: 'uuid',
        connection_id: 'int',
        external_id: 'text',
        user_name: 'text',
        user_name_key: 'text',
        email: 'text',
        email_key: 'text',
        display_name: 'text',
        display_name_key: 'text',
        given_name_key: 'text',
        family_name_key: 'text',
        active: 'boolean',
        member: 'boolean',
        entity_name: 'text',
        resource: 'jsonb',
        resource_key: 'jsonb',
        version: 'int',
        created_at: 'text',
        updated_at: 'text',
      },
      count: size.users,
      row: i => userRow(i + 1),
    },
    {
      table: 'groups',
      columns: {
        id: 'int',
        uuid: 'uuid',
        connection_id: 'int',
        external_id: 'text',
        display_name: 'text',
        display_name_key: 'text',
        linked: 'boolean',
        entity_name: 'text',
        resource: 'jsonb',
        resource_key: 'jsonb',
        version: 'int',
        created_at: 'text',
        updated_at: 'text',
      },
      count: size.groups,
      row: i => groupRow(i + 1),
    },
    ...members.map((users, group) => ({
      table: 'group_members',
      columns: { group_id: 'int', user_id: 'int' } as const,
      count: users.length,
      row: (i: number) => [group + 1, users[i]],
    })),
    {
      table: 'group_subgroups',
      columns: { group_id: 'int', subgroup_id: 'int' },
      count: nested.length,
      row: i => [outerGroups[nested[i]], nested[i] + 1],
    },
    {
      table: 'portal_roles',
      columns: {
        id: 'int',
        uuid: 'uuid',
        name: 'text',
        name_key: 'text',
        created_at: 'text',
      },
      count: size.portalRoles,
      row: i => [
        i + 1,
        uuidOf(3, i + 1),
        `Role ${i + 1}`,
        `role ${i + 1}`,
        now,
      ],
    },
    {
      table: 'user_roles',
      columns: { user_id: 'int', portal_role_id: 'int' },
      count: holders.length,
      row: i => [holders[i] + 1, portalRoles[holders[i]]],
    },
  ];
}

function accessTables(world: World): TableRows[] {
  const { size, parents } = world;
  const tables: TableRows[] = [
    {
      table: 'service_accounts',
      columns: {
        id: 'int',
        uuid: 'uuid',
        name: 'text',
        name_key: 'text',
        created_at: 'text',
      },
      count: size.serviceAccounts,
      row: i => [i + 1, uuidOf(4, i + 1), `bot-${i + 1}`, `bot-${i + 1}`, now],
    },
    {
      table: 'resources',
      columns: {
        id: 'int',
        uuid: 'uuid',
        type: 'text',
        name: 'text',
        parent_id: 'int',
        ref: 'text',
      },
      count: parents.length,
      row: i => resourceRow(i + 1, parents[i]),
    },
  ];
  let first = 1;
  const add = (column: string, bindings: BindingColumns) => {
    const start = first;
    first += bindings.principals.length;
    tables.push({
      table: 'bindings',
      columns: {
        id: 'int',
        resource_id: 'int',
        role: 'text',
        [column]: 'int',
        created_at: 'text',
      },
      count: bindings.principals.length,
      row: i => [
        start + i,
        bindings.resources[i],
        bindings.roles[i],
        bindings.principals[i],
        now,
      ],
    });
  };
  add('user_id', world.directBindings);
  add('group_id', world.groupBindings);
  add('portal_role_id', world.portalRoleBindings);
  add('service_account_id', world.serviceAccountBindings);
  return tables;
}

function userRow(id: number): unknown[] {
  const userName = userNameOf(id);
  const name = { givenName: `Given ${id}`, familyName: `Family ${id % 9973}` };
  const displayName = `${name.givenName} ${name.familyName}`;
  const resource = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    externalId: `ext-${id}`,
    userName,
    name,
    displayName,
    emails: [{ value: userName, type: 'work', primary: true }],
    active: true,
  };
  return [
    id,
    uuidOf(userKind, id),
    1,
    resource.externalId,
    userName,
    userName,
    userName,
    userName,
    displayName,
    foldCase(displayName),
    foldCase(name.givenName),
    foldCase(name.familyName),
    true,
    true,
    `person-${id}`,
    JSON.stringify(resource),
    foldResource(resource),
    1,
    now,
    now,
  ];
}

function groupRow(id: number): unknown[] {
  const displayName = groupNameOf(id);
  const resource = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    externalId: `group-ext-${id}`,
    displayName,
  };
  return [
    id,
    uuidOf(groupKind, id),
    1,
    resource.externalId,
    displayName,
    foldCase(displayName),
    true,
    `group-${id}`,
    JSON.stringify(resource),
    foldResource(resource),
    1,
    now,
    now,
  ];
}

function resourceRow(id: number, parent: number): unknown[] {
  if (id === 1) {
    return [id, uuidOf(5, id), 'organization', 'Example', null, 'organization'];
  }
  if (parent === 0) {
    const name = `cloud-${id}`;
    return [id, uuidOf(5, id), 'cloud', name, null, `cloud/${name}`];
  }
  const name = `project-${id}`;
  const ref = `project/cloud-${parent}/${name}`;
  return [id, uuidOf(5, id), 'project', name, parent, ref];
}

/** The indexes whose value is not 0. */
function indexesOf(values: Int32Array): number[] {
  return [...values.keys()].filter(index => values[index] !== 0);
}
