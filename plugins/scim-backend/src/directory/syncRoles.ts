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
import type { OrganizationChange } from '../database';
import { raiseVersions } from './raiseVersions';
import { slices } from './slices';
import { SYNCED_PREFIX } from './SYNCED_PREFIX';

/** Whose portal roles, or which of them, to bring up to date. */
export type RoleScope =
  | { userIds: number[] }
  | { roleId: number }
  | { connectionId: number };

interface Holding {
  user_id: number;
  portal_role_id: number;
}

/**
 * Gives people the portal role `scim:x` whose identity provider says that they
 * have the role `x`, and takes it from those of whom it no longer does, if role
 * sync gave it. Touches no other role, and none that was given otherwise.
 */
export async function syncRoles(
  change: OrganizationChange,
  scope: RoleScope,
): Promise<void> {
  if ('userIds' in scope) {
    for (const userIds of slices(scope.userIds)) {
      await sync(change, query => query.whereIn('users.id', userIds));
    }
  } else if ('roleId' in scope) {
    await sync(change, query => query.where('portal_roles.id', scope.roleId));
  } else {
    await sync(change, query =>
      query.where('users.connection_id', scope.connectionId),
    );
  }
}

async function sync(
  change: OrganizationChange,
  narrow: (query: Knex.QueryBuilder) => void,
): Promise<void> {
  const { tx } = change;
  const wanted = new Map<string, Holding>();
  for (const rows of [
    await rolesOfPeople(tx).modify(narrow),
    await rolesOfGroups(tx).modify(narrow),
  ]) {
    rows.forEach((row: Holding) => wanted.set(keyOf(row), row));
  }
  const present: Array<Holding & { synced: boolean }> = await tx('user_roles')
    .join('users', 'users.id', 'user_roles.user_id')
    .join('portal_roles', 'portal_roles.id', 'user_roles.portal_role_id')
    .whereLike('portal_roles.name_key', `${SYNCED_PREFIX}%`)
    .modify(narrow)
    .select(
      'user_roles.user_id',
      'user_roles.portal_role_id',
      'user_roles.synced',
    );
  const held = new Set(present.map(keyOf));
  const given = [...wanted.values()].filter(row => !held.has(keyOf(row)));
  const taken = present.filter(row => row.synced && !wanted.has(keyOf(row)));
  for (const slice of slices(given, 500)) {
    await tx('user_roles').insert(
      slice.map(({ user_id, portal_role_id }) => ({
        user_id,
        portal_role_id,
        synced: true,
      })),
    );
  }
  for (const [roleId, userIds] of byRole(taken)) {
    for (const slice of slices(userIds)) {
      await tx('user_roles')
        .where({ portal_role_id: roleId })
        .whereIn('user_id', slice)
        .delete();
    }
  }
  await noteChanged(change, [...given, ...taken]);
}

/** By the `roles` attribute. */
function rolesOfPeople(tx: Knex): Knex.QueryBuilder {
  return whereSynced(
    tx('user_idp_roles')
      .join('users', 'users.id', 'user_idp_roles.user_id')
      .join('connections', 'connections.id', 'users.connection_id')
      .join(
        'portal_roles',
        'portal_roles.name_key',
        tx.raw(`'${SYNCED_PREFIX}' || user_idp_roles.name_key`),
      ),
  ).select('users.id as user_id', 'portal_roles.id as portal_role_id');
}

/** By the names of the groups that people are directly in, if set so. */
function rolesOfGroups(tx: Knex): Knex.QueryBuilder {
  return whereSynced(
    tx('groups')
      .join('connections', 'connections.id', 'groups.connection_id')
      .join(
        'portal_roles',
        'portal_roles.name_key',
        tx.raw(`'${SYNCED_PREFIX}' || groups.display_name_key`),
      )
      .join('group_members', 'group_members.group_id', 'groups.id')
      .join('users', 'users.id', 'group_members.user_id')
      // A connection says who its own people are, and of nobody else.
      .whereRaw('?? = ??', ['users.connection_id', 'connections.id'])
      .where('connections.roles_from_groups', true),
  ).select('users.id as user_id', 'portal_roles.id as portal_role_id');
}

function whereSynced(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .where('connections.role_sync', true)
    .whereNot('connections.status', 'pending');
}

async function noteChanged(change: OrganizationChange, rows: Holding[]) {
  const roleIds = [...new Set(rows.map(row => row.portal_role_id))];
  if (roleIds.length === 0) {
    return;
  }
  for (const slice of slices(roleIds)) {
    await raiseVersions(change.tx, 'portal_roles', slice);
  }
  change.mark();
}

function byRole(rows: Holding[]): Map<number, number[]> {
  const roles = new Map<number, number[]>();
  for (const { user_id, portal_role_id } of rows) {
    const userIds = roles.get(portal_role_id) ?? [];
    roles.set(portal_role_id, userIds);
    userIds.push(user_id);
  }
  return roles;
}

function keyOf({ user_id, portal_role_id }: Holding): string {
  return `${user_id}:${portal_role_id}`;
}
