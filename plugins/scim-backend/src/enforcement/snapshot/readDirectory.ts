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
  PackedNumbers,
  packedNumbers,
  readPackedColumns,
  readSlices,
  sliceSize,
  unpackNumbers,
} from '../../access/localSource';
import { whereGroupActive, whereUserPresent } from '../../directory';
import type { KernelBatch } from '../kernel';
import { SnapshotGroup, SnapshotPortalRole } from './Snapshot';

/** People read by one statement. */
const SLICE = 4000;

const USER_COLUMNS = ['id', 'uuid', 'name', 'member'] as const;

interface ReadUser {
  id: number;
  uuid: string;
  /** What they are listed by. */
  name: string;
  member: boolean;
}

/** Where what is read goes. */
export interface DirectorySink {
  add(batch: KernelBatch): void;
  signal: AbortSignal;
}

/** Whom role bindings name, people by row id in the order they were handed over. */
export interface Principals {
  users: number[];
  groups: SnapshotGroup[];
  portalRoles: SnapshotPortalRole[];
}

/**
 * Reads active members, active groups and portal roles.
 *
 * @param endedBy - a run (row id): those whose membership it ended as well
 */
export async function readPrincipals(
  tx: Knex,
  sink: DirectorySink,
  endedBy?: number,
): Promise<Principals> {
  const principals = {
    users: await readUsers(tx, sink, endedBy),
    groups: await readGroups(tx, sink),
    portalRoles: await readPortalRoles(tx, sink),
  };
  sink.add({ type: 'complete', what: 'principals' });
  return principals;
}

/**
 * Reads active members. What else is known of them, the database keeps until it
 * is asked for.
 */
async function readUsers(
  tx: Knex,
  { add, signal }: DirectorySink,
  endedBy?: number,
): Promise<number[]> {
  const users: number[] = [];
  let last = 0;
  await readSlices(signal, async () => {
    const rows = selectUsers(tx, endedBy)
      .where('id', '>', last)
      .orderBy('id')
      .limit(SLICE);
    const read = await readPackedColumns<ReadUser>(tx, rows, USER_COLUMNS);
    last = read.id[read.id.length - 1];
    return {
      more: read.id.length === SLICE,
      take() {
        users.push(...read.id);
        add({
          type: 'users',
          ids: Int32Array.from(read.id),
          // SQLite has no booleans.
          members: Uint8Array.from(read.member, member => (member ? 1 : 0)),
          names: read.name,
          uuids: read.uuid,
        });
      },
    };
  });
  return users;
}

async function readGroups(
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

async function readPortalRoles(
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
  sink.add({ type: 'complete', what: 'memberships' });
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
      .select({ group, member })
      .whereRaw('(??, ??) > (?, ?)', [group, member, ...last])
      .orderBy([group, member])
      .limit(size)
      .as('slice');
    const rows: PackedPairs[] = await tx
      .from(slice)
      .select('group')
      .count({ count: '*' })
      .select({ members: packedNumbers(tx, 'member') })
      .groupBy('group')
      .orderBy('group');
    const { groups, members } = unpackPairs(rows);
    const count = groups.length;
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

/** The members of one group; it is not said again with each of them. */
interface PackedPairs {
  group: number;
  count: number | string;
  members: PackedNumbers;
}

function unpackPairs(rows: PackedPairs[]) {
  const counts = rows.map(({ count }) => Number(count));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const groups = new Int32Array(total);
  const members = new Int32Array(total);
  let start = 0;
  rows.forEach((row, i) => {
    groups.fill(row.group, start, start + counts[i]);
    members.set(unpackNumbers(row.members, counts[i]), start);
    start += counts[i];
  });
  return { groups, members };
}

function selectUsers(tx: Knex, endedBy?: number): Knex.QueryBuilder {
  return tx('users')
    .select('id', 'uuid', 'member')
    .select({ name: tx.raw('coalesce(email, user_name)') })
    .where((counted: Knex.QueryBuilder) => {
      counted.where((present: Knex.QueryBuilder) => whereUserPresent(present));
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
    });
}
