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

import {
  GroupFilter,
  GroupListItem,
  PortalRole,
  RoleMember,
  UserFilter,
  UserListItem,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase, type GroupRow, type PortalRoleRow } from '../database';
import {
  describeGroups,
  describeRoles,
  describeUsers,
  toUserSummary,
  whereGroupState,
  whereUserStatus,
} from '../directory';
import type { UserWithConnection } from './findUser';
import {
  Slice,
  Sliced,
  toSliced,
  whereAfter,
  whereContains,
} from './pagedRows';
import { NAMES_OF_PEOPLE } from './searchedNames';
import { inTextOrder } from './textOrder';

/** People for administrators, by email. */
export async function listUserItems(
  tx: Knex,
  slice: Slice,
  filter: UserFilter,
): Promise<Sliced<UserListItem>> {
  const { status, synced, connection, linkRequested } = filter;
  const found = await listPeople<UserWithConnection>(
    tx,
    slice,
    query => {
      if (status) {
        whereUserStatus(query, status);
      }
      if (synced !== undefined) {
        query[synced ? 'whereNotNull' : 'whereNull']('users.connection_id');
      }
      if (connection !== undefined) {
        query.where('connections.uuid', uuidOr(connection));
      }
      if (linkRequested !== undefined) {
        query[linkRequested ? 'whereIn' : 'whereNotIn']('users.id', requested =>
          requested.from('link_requests').select('user_id'),
        );
      }
    },
    ['users.*'],
  );
  return { ...found, items: await describeUsers(tx, found.items) };
}

/** The people directly in a group, by email. */
export async function listGroupMembers(
  tx: Knex,
  slice: Slice,
  groupId: number,
): Promise<Sliced<UserSummary>> {
  const found = await listPeople<UserWithConnection>(
    tx,
    slice,
    query =>
      query
        .join('group_members', 'group_members.user_id', 'users.id')
        .where('group_members.group_id', groupId),
    ['users.*', 'connections.name as connection_name'],
  );
  return {
    ...found,
    items: found.items.map(row => toUserSummary(row, row.connection_name)),
  };
}

/** Who holds a portal role, by email. */
export async function listRoleMembers(
  tx: Knex,
  slice: Slice,
  roleId: number,
): Promise<Sliced<RoleMember>> {
  const found = await listPeople<UserWithConnection & { role_synced: boolean }>(
    tx,
    slice,
    query =>
      query
        .join('user_roles', 'user_roles.user_id', 'users.id')
        .where('user_roles.portal_role_id', roleId),
    [
      'users.*',
      'connections.name as connection_name',
      'user_roles.synced as role_synced',
    ],
  );
  return {
    ...found,
    items: found.items.map(row => ({
      ...toUserSummary(row, row.connection_name),
      synced: Boolean(row.role_synced),
    })),
  };
}

/** Groups for administrators, by name. */
export async function listGroupItems(
  tx: Knex,
  slice: Slice,
  { state, connection }: GroupFilter,
): Promise<Sliced<GroupListItem>> {
  const found = await list<GroupRow>(tx, slice, {
    table: 'groups',
    order: inTextOrder(tx, 'groups.display_name_key'),
    searched: ['groups.display_name_key'],
    columns: ['groups.*'],
    narrow: query => {
      query.leftJoin('connections', 'connections.id', 'groups.connection_id');
      if (state) {
        whereGroupState(query, state);
      }
      if (connection !== undefined) {
        query.where('connections.uuid', uuidOr(connection));
      }
    },
  });
  return { ...found, items: await describeGroups(tx, found.items) };
}

/** Portal roles, by name. */
export async function listRoles(
  tx: Knex,
  slice: Slice,
): Promise<Sliced<PortalRole>> {
  const found = await list<PortalRoleRow>(tx, slice, {
    table: 'portal_roles',
    order: inTextOrder(tx, 'portal_roles.name_key'),
    searched: ['portal_roles.name_key'],
    columns: ['portal_roles.*'],
    narrow: () => {},
  });
  return { ...found, items: await describeRoles(tx, found.items) };
}

function listPeople<R extends { id: number }>(
  tx: Knex,
  slice: Slice,
  narrow: (query: Knex.QueryBuilder) => void,
  columns: string[],
): Promise<Sliced<R>> {
  return list<R>(tx, slice, {
    table: 'users',
    order: inTextOrder(
      tx,
      tx.raw('coalesce(users.email_key, users.user_name_key)'),
    ),
    searched: NAMES_OF_PEOPLE,
    columns,
    narrow: query => {
      query.leftJoin('connections', 'connections.id', 'users.connection_id');
      narrow(query);
    },
  });
}

async function list<R extends { id: number }>(
  tx: Knex,
  { after, limit, search }: Slice,
  options: {
    table: 'users' | 'groups' | 'portal_roles';
    order: Knex.Raw;
    searched: string[];
    columns: string[];
    narrow(query: Knex.QueryBuilder): void;
  },
): Promise<Sliced<R>> {
  const { table, order, searched, columns, narrow } = options;
  const sorted = [order, tx.raw(`${table}.id`)];
  const matching = (query: Knex.QueryBuilder) => {
    narrow(query);
    if (search) {
      whereContains(query, searched, foldCase(search));
    }
  };
  const counted = await tx(table)
    .modify(matching)
    .count({ count: '*' })
    .first();
  const rows: Array<R & { sort_key: string }> = await tx(table)
    .modify(matching)
    .select(...columns, { sort_key: order })
    .modify(query => after && whereAfter(query, sorted, after))
    .orderBy(sorted.map(column => ({ column: column as unknown as string })))
    .limit(limit + 1);
  return toSliced(rows, {
    limit,
    totalItems: Number(counted?.count ?? 0),
    position: row => [row.sort_key, row.id],
    item: row => row,
  });
}

/** PostgreSQL compares ids with nothing but ids. */
function uuidOr(id: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
    ? id.toLowerCase()
    : '00000000-0000-0000-0000-000000000000';
}
