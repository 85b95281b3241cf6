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
import {
  packedNumbers,
  readPackedColumns,
  readSlices,
  sliceSize,
  unpackNumbers,
} from '../../access/localSource';
import { foldCase } from '../../database';
import { whereGroupActive, whereUserPresent } from '../../directory';
import type { KernelBatch } from '../kernel';
import { SnapshotGroup, SnapshotPortalRole, SnapshotUser } from './Snapshot';

/** People read by one statement. */
const SLICE = 4000;

const USER_COLUMNS = [
  'id',
  'uuid',
  'user_name',
  'email',
  'display_name',
  'entity_name',
  'active',
  'member',
  'catalog_ref',
  'connection',
] as const;

/** Where what is read goes. */
export interface DirectorySink {
  add(batch: KernelBatch): void;
  signal: AbortSignal;
}

/**
 * Reads active members.
 *
 * @param endedBy - a run (row id): those whose membership it ended as well
 * @returns them by row id
 */
export async function readUsers(
  tx: Knex,
  { add, signal }: DirectorySink,
  endedBy?: number,
): Promise<SnapshotUser[]> {
  const users: SnapshotUser[] = [];
  let last = 0;
  await readSlices(signal, async () => {
    const rows = selectUsers(tx)
      .where((counted: Knex.QueryBuilder) => {
        counted.where((present: Knex.QueryBuilder) =>
          whereUserPresent(present),
        );
        if (endedBy !== undefined) {
          counted.orWhere((ended: Knex.QueryBuilder) =>
            ended
              .where('users.active', true)
              .whereIn('users.id', (memberships: Knex.QueryBuilder) =>
                memberships
                  .from('run_memberships')
                  .select('user_id')
                  .where('run_id', endedBy),
              ),
          );
        }
      })
      .where('users.id', '>', last)
      .orderBy('users.id')
      .limit(SLICE);
    const slice = await readPackedColumns<SnapshotUser>(tx, rows, USER_COLUMNS);
    last = slice[slice.length - 1]?.id;
    return {
      more: slice.length === SLICE,
      take() {
        for (const user of slice) {
          users.push(user);
        }
        add({
          type: 'users',
          ids: Int32Array.from(slice, ({ id }) => id),
          // SQLite has no booleans.
          members: Uint8Array.from(slice, ({ member }) => (member ? 1 : 0)),
          names: slice.map(user => user.email ?? user.user_name),
          uuids: slice.map(({ uuid }) => uuid),
        });
      },
    };
  });
  return users;
}

/** Exempt people, whether they are members or not. */
export async function readExempt(
  tx: Knex,
  exemptUsers: readonly string[],
): Promise<SnapshotUser[]> {
  const keys = exemptUsers.map(foldCase);
  return selectUsers(tx).where((named: Knex.QueryBuilder) =>
    named.whereIn('user_name_key', keys).orWhereIn('email_key', keys),
  );
}

/** Reads active groups. */
export async function readGroups(
  tx: Knex,
  { add }: DirectorySink,
): Promise<SnapshotGroup[]> {
  const groups: SnapshotGroup[] = await whereGroupActive(
    tx('groups')
      .leftJoin('connections', 'connections.id', 'groups.connection_id')
      .select(
        'groups.id',
        'groups.uuid',
        'display_name',
        'entity_name',
        'linked_entity_ref',
        'connections.name as connection',
      ),
  );
  add({
    type: 'groups',
    ids: Int32Array.from(groups, ({ id }) => id),
    names: groups.map(group => group.display_name),
  });
  return groups;
}

/** Reads portal roles. */
export async function readPortalRoles(
  tx: Knex,
  { add }: DirectorySink,
): Promise<SnapshotPortalRole[]> {
  const portalRoles: SnapshotPortalRole[] = await tx('portal_roles')
    .select('id', 'uuid', 'name')
    .orderBy('id');
  add({
    type: 'portalRoles',
    ids: Int32Array.from(portalRoles, ({ id }) => id),
  });
  return portalRoles;
}

/** Reads who is in which group, which groups are in groups, and portal roles. */
export async function readMemberships(
  tx: Knex,
  sink: DirectorySink & { read(rows: number): void },
): Promise<void> {
  await readPairs(tx, sink, 'memberships', {
    table: 'group_members',
    group: 'group_id',
    member: 'user_id',
  });
  await readPairs(tx, sink, 'subgroups', {
    table: 'group_subgroups',
    group: 'group_id',
    member: 'subgroup_id',
  });
  await readPairs(tx, sink, 'portalRoleHolders', {
    table: 'user_roles',
    // In the order of the primary key.
    group: 'user_id',
    member: 'portal_role_id',
  });
}

async function readPairs(
  tx: Knex,
  { add, signal, read }: Parameters<typeof readMemberships>[1],
  type: 'memberships' | 'subgroups' | 'portalRoleHolders',
  from: { table: string; group: string; member: string },
): Promise<void> {
  const { table, group, member } = from;
  const size = sliceSize(tx);
  let last = [0, 0];
  await readSlices(signal, async () => {
    const slice = tx(table)
      .select(group, member)
      .whereRaw('(??, ??) > (?, ?)', [group, member, ...last])
      .orderBy([group, member])
      .limit(size)
      .as('slice');
    const packed = await tx
      .from(slice)
      .count({ count: '*' })
      .select({
        groups: packedNumbers(tx, group),
        members: packedNumbers(tx, member),
      })
      .first();
    const count = Number(packed.count);
    if (count === 0) {
      return { more: false, take() {} };
    }
    const groups = unpackNumbers(packed.groups, count);
    const members = unpackNumbers(packed.members, count);
    last = [groups[count - 1], members[count - 1]];
    return {
      more: count === size,
      take() {
        read(count);
        add(
          type === 'portalRoleHolders'
            ? { type, groups: members, members: groups }
            : { type, groups, members },
        );
      },
    };
  });
}

function selectUsers(tx: Knex): Knex.QueryBuilder {
  return tx('users')
    .leftJoin('connections', 'connections.id', 'users.connection_id')
    .select(
      'users.id',
      'users.uuid',
      'user_name',
      'email',
      'display_name',
      'entity_name',
      'active',
      'member',
      'catalog_ref',
      'connections.name as connection',
    );
}
