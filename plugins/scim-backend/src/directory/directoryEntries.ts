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

import { Knex } from 'knex';
import { JsonObject } from '@backstage/types';
import {
  DirectoryGroup,
  DirectoryUser,
} from '@backstage-scim/plugin-scim-common';
import type { GroupRow, UserRow } from '../database';
import { whereGroupActive, whereUserPresent } from './activeGroups';
import { groupEntityNameOf } from './entityNameOf';
import { ENTERPRISE_USER, objectAt, objectsAt } from './resourceValues';
import { slices } from './slices';
import { StoredUser, toStoredUser } from './storedRows';

/** Narrows a query for users or groups. */
export type Narrowing = (query: Knex.QueryBuilder) => void;

/** The people whom the catalog shows, in the order of their row ids. */
export async function readDirectoryUsers(
  tx: Knex,
  narrow: Narrowing,
): Promise<Array<{ rowId: number; user: DirectoryUser }>> {
  const rows: Array<UserRow & { connection_name: string | null }> =
    await whereUserPresent(tx('users'))
      .leftJoin('connections', 'connections.id', 'users.connection_id')
      .modify(narrow)
      .orderBy('users.id')
      .select('users.*', 'connections.name as connection_name');
  const users = rows.map(toStoredUser);
  const groups = await groupNames(tx, users);
  const managers = await managerNames(tx, users);
  return users.map((user, index) => ({
    rowId: user.id,
    user: {
      ...describeUser(user),
      connection: rows[index].connection_name ?? undefined,
      manager: managers.get(user.manager_uuid ?? ''),
      groups: groups.get(user.id) ?? [],
    },
  }));
}

/** The groups that the catalog shows, in the order of their row ids. */
export async function readDirectoryGroups(
  tx: Knex,
  narrow: Narrowing,
): Promise<Array<{ rowId: number; group: DirectoryGroup }>> {
  const rows: Array<GroupRow & { connection_name: string | null }> =
    await whereGroupActive(tx('groups'))
      .whereNull('groups.linked_entity_ref')
      .leftJoin('connections', 'connections.id', 'groups.connection_id')
      .modify(narrow)
      .orderBy('groups.id')
      .select('groups.*', 'connections.name as connection_name');
  const children = await childNames(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map(row => ({
    rowId: row.id,
    group: {
      id: row.uuid,
      entityName: row.entity_name,
      displayName: row.display_name,
      connection: row.connection_name ?? undefined,
      syncedAt: row.synced_at ?? undefined,
      children: children.get(row.id) ?? [],
    },
  }));
}

function describeUser(user: StoredUser) {
  const enterprise = objectAt(user.resource, ENTERPRISE_USER);
  return {
    id: user.uuid,
    entityName: user.entity_name,
    userName: user.user_name,
    email: user.email ?? undefined,
    displayName: user.display_name ?? undefined,
    title: text(user.resource.title),
    picture: picture(user.resource),
    department: text(enterprise.department),
    syncedAt: user.synced_at ?? undefined,
  };
}

function picture(resource: JsonObject): string | undefined {
  const photos = objectsAt(resource, 'photos');
  const photo =
    photos.find(({ primary }) => primary === true) ??
    photos.find(({ type }) => type === 'photo') ??
    photos[0];
  return photo && text(photo.value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function managerNames(
  tx: Knex,
  users: StoredUser[],
): Promise<Map<string, string>> {
  const ids = new Set(users.flatMap(user => user.manager_uuid ?? []));
  const names = new Map<string, string>();
  for (const slice of slices([...ids])) {
    const rows = await whereUserPresent(tx('users'))
      .whereIn('uuid', slice)
      .select('uuid', 'entity_name');
    rows.forEach(row => names.set(row.uuid, row.entity_name));
  }
  return names;
}

async function groupNames(
  tx: Knex,
  users: StoredUser[],
): Promise<Map<number, string[]>> {
  const names = new Map<number, string[]>();
  for (const slice of slices(users.map(({ id }) => id))) {
    const rows = await whereGroupActive(tx('groups'))
      .join('group_members', 'group_members.group_id', 'groups.id')
      .whereIn('group_members.user_id', slice)
      .select('groups.linked_entity_ref as linked', {
        key: 'group_members.user_id',
        name: 'groups.entity_name',
      });
    collect(names, rows);
  }
  return names;
}

async function childNames(
  tx: Knex,
  groupIds: number[],
): Promise<Map<number, string[]>> {
  const names = new Map<number, string[]>();
  for (const slice of slices(groupIds)) {
    const rows = await whereGroupActive(tx('groups'))
      .join('group_subgroups', 'group_subgroups.subgroup_id', 'groups.id')
      .whereIn('group_subgroups.group_id', slice)
      .orderBy('groups.id')
      .select('groups.linked_entity_ref as linked', {
        key: 'group_subgroups.group_id',
        name: 'groups.entity_name',
      });
    collect(names, rows);
  }
  return names;
}

function collect(
  names: Map<number, string[]>,
  rows: Array<{ key: number; name: string; linked: string | null }>,
) {
  for (const { key, name: own, linked } of rows) {
    // Another provider's group may show who is in it.
    const name = (linked && groupEntityNameOf(linked)) ?? own;
    const list = names.get(key);
    if (list) {
      list.push(name);
    } else {
      names.set(key, [name]);
    }
  }
}
