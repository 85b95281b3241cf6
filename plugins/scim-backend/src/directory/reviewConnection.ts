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

import { ReviewItem } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase, type ConnectionRow, type LinkRequestRow } from '../database';
import { countRows } from './countRows';
import { slices } from './slices';

/** A thing to do, with the rows that it is about. */
export interface ReviewStep {
  item: ReviewItem;
  /** Row id of the person or group that was pushed or is asked for. */
  rowId: number;
  /** Row id of the team to link to. */
  teamId?: number;
}

/**
 * What activating a pending connection would do, people first, each by name.
 */
export async function reviewConnection(
  tx: Knex,
  connection: ConnectionRow,
): Promise<ReviewStep[]> {
  const steps = [
    ...(await newPeople(tx, connection)),
    ...(await requestedPeople(tx, connection)),
    ...(await groups(tx, connection)),
  ];
  return steps.sort((a, b) => compare(orderOf(a), orderOf(b)));
}

async function newPeople(
  tx: Knex,
  connection: ConnectionRow,
): Promise<ReviewStep[]> {
  const rows = await tx('users')
    .where('connection_id', connection.id)
    .select('id', 'uuid', 'user_name');
  return rows.map(row => ({
    rowId: row.id,
    item: {
      kind: 'user',
      id: row.uuid,
      name: row.user_name,
      action: 'create',
      bindings: 0,
    },
  }));
}

async function requestedPeople(
  tx: Knex,
  connection: ConnectionRow,
): Promise<ReviewStep[]> {
  const rows: Array<
    Pick<LinkRequestRow, 'user_id' | 'resource'> & {
      uuid: string;
      user_name: string;
      user_name_key: string;
      owner: number | null;
    }
  > = await tx('link_requests')
    .join('users', 'users.id', 'link_requests.user_id')
    .where('link_requests.connection_id', connection.id)
    .select(
      'link_requests.user_id',
      'link_requests.resource',
      'users.uuid',
      'users.user_name',
      'users.user_name_key',
      'users.connection_id as owner',
    );
  const ids = rows.map(row => row.user_id);
  const bindings = await countRows(tx, 'bindings', 'user_id', ids);
  const groupsOf = await countRows(tx, 'group_members', 'user_id', ids);
  const rolesOf = await countRows(tx, 'user_roles', 'user_id', ids);
  const wanted = rows.map(row => String(JSON.parse(row.resource).userName));
  const taken = await takenNames(tx, wanted.map(foldCase));
  return rows.map((row, index) => {
    const holds =
      bindings.has(row.user_id) ||
      groupsOf.has(row.user_id) ||
      rolesOf.has(row.user_id);
    const key = foldCase(wanted[index]);
    const isTaken =
      row.owner !== null || (key !== row.user_name_key && taken.has(key));
    const asks = connection.link_with_access === 'ask' && holds;
    return {
      rowId: row.user_id,
      item: {
        kind: 'user',
        id: row.uuid,
        name: wanted[index],
        action: linkAction(isTaken, asks),
        target: row.user_name,
        bindings: bindings.get(row.user_id) ?? 0,
      },
    };
  });
}

function linkAction(isTaken: boolean, asks: boolean): ReviewItem['action'] {
  if (isTaken) {
    return 'conflict';
  }
  return asks ? 'wait' : 'link';
}

async function takenNames(tx: Knex, keys: string[]): Promise<Set<string>> {
  const taken = new Set<string>();
  for (const slice of slices(keys)) {
    const rows: string[] = await tx('users')
      .whereIn('user_name_key', slice)
      .pluck('user_name_key');
    rows.forEach(key => taken.add(key));
  }
  return taken;
}

async function groups(
  tx: Knex,
  connection: ConnectionRow,
): Promise<ReviewStep[]> {
  const rows = await tx('groups')
    .leftJoin('groups as team', team =>
      team
        .on('team.display_name_key', 'groups.display_name_key')
        .onNull('team.connection_id'),
    )
    .where('groups.connection_id', connection.id)
    .select(
      'groups.id',
      'groups.uuid',
      'groups.display_name',
      'groups.linked',
      'team.id as team_id',
      'team.display_name as team_name',
    );
  const members = await countRows(
    tx,
    'group_members',
    'group_id',
    rows.map(({ id }) => id),
  );
  const bindings = await countRows(
    tx,
    'bindings',
    'group_id',
    rows.flatMap(row => row.team_id ?? []),
  );
  return rows.map(row => {
    const held = bindings.get(row.team_id) ?? 0;
    const action = actionOf(connection, row, held);
    return {
      rowId: row.id,
      teamId: row.team_id ?? undefined,
      item: {
        kind: 'group',
        id: row.uuid,
        name: row.display_name,
        action,
        target: row.team_name ?? undefined,
        bindings: action === 'create' ? 0 : held,
        members: members.get(row.id) ?? 0,
      },
    };
  });
}

function actionOf(
  connection: ConnectionRow,
  row: { linked: boolean; team_id: number | null },
  bindings: number,
): ReviewItem['action'] {
  if (row.linked) {
    return 'create';
  }
  if (connection.linking === 'ask') {
    return 'wait';
  }
  if (row.team_id === null) {
    return 'create';
  }
  return connection.link_with_access === 'ask' && bindings > 0
    ? 'wait'
    : 'link';
}

function orderOf({ item }: ReviewStep): string[] {
  return [item.kind === 'user' ? '0' : '1', foldCase(item.name), item.id];
}

function compare(a: string[], b: string[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  if (at === -1) {
    return 0;
  }
  return a[at] < b[at] ? -1 : 1;
}
