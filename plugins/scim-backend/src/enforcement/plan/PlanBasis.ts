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

import { AccessModel, PlanScope } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { digestRows } from '../digestRows';
import { directBindings, otherBindings } from './directBindings';

/** How many people hold the administrator role, before and after a plan. */
export interface Administrators {
  before: number;
  after: number;
  /** Afterwards, through user groups and portal roles alone. */
  derived: number;
}

/** Digests of what a plan is made from. */
export interface PlanState {
  /** People, groups, who is in which, and resources. */
  directory: string;
  /** The role bindings that go, or the records of those that come back. */
  moving: string;
  /** The role bindings that stay as they are. */
  others: string;
}

/**
 * What a plan was made from. While that is the same, the stored plan is what
 * making it again would give, so nobody has to.
 */
export interface PlanBasis {
  /** Digest of the access model. */
  model: string;
  /** Row ids of exempt people, sorted. */
  exempt: number[];
  administrators: Administrators;
  state: PlanState;
}

/** What a plan moves. */
export type Moving =
  | { exempt: readonly number[]; scope?: PlanScope }
  /** Row id of the run that it undoes. */
  | { undone: number };

/** Tables of the directory, and what of them plans are made from. */
const DIRECTORY: Array<[table: string, columns: string[]]> = [
  ['users', ['id', 'uuid', 'active', 'member']],
  ['groups', ['id', 'uuid', 'linked', 'connection_id']],
  ['connections', ['id', 'status']],
  ['group_members', ['group_id', 'user_id']],
  ['group_subgroups', ['group_id', 'subgroup_id']],
  ['user_roles', ['user_id', 'portal_role_id']],
  ['resources', ['id', 'uuid', 'type', 'parent_id', 'ref']],
];

/** Records of a run that its rollback is made from. */
const RECORDS: Array<[table: string, columns: string[]]> = [
  [
    'run_bindings',
    ['binding_id', 'resource_id', 'role', 'user_id', 'created_at'],
  ],
  ['run_inactive_people', ['user_id']],
  ['run_memberships', ['user_id']],
];

/** Digests of what is stored now. */
export async function readState(tx: Knex, moving: Moving): Promise<PlanState> {
  const directory = await digestTables(tx, DIRECTORY, table => tx(table));
  if ('undone' in moving) {
    return {
      directory,
      moving: await digestTables(tx, RECORDS, table =>
        tx(table).where({ run_id: moving.undone }),
      ),
      others: await digestOthers(tx, moving),
    };
  }
  return {
    directory,
    moving: await digestBindings(
      tx,
      directBindings(tx, moving.exempt, moving.scope),
    ),
    others: await digestOthers(tx, moving),
  };
}

/** A digest of the role bindings that a plan leaves as they are. */
export function digestOthers(tx: Knex, moving: Moving): Promise<string> {
  return digestBindings(
    tx,
    'undone' in moving
      ? tx('bindings').whereNotExists(restored =>
          restored
            .from('run_bindings')
            .where('run_bindings.run_id', moving.undone)
            .whereRaw('run_bindings.binding_id = bindings.id'),
        )
      : otherBindings(tx, moving.exempt, moving.scope),
  );
}

/** Row ids in one order. */
export function sortedIds(ids: readonly number[]): number[] {
  return [...ids].sort((a, b) => a - b);
}

/** A digest of an access model. */
export function digestModel(model: AccessModel): string {
  return createHash('sha256').update(JSON.stringify(model)).digest('hex');
}

function digestBindings(
  tx: Knex,
  bindings: Knex.QueryBuilder,
): Promise<string> {
  return digestRows(tx, bindings, 'bindings.id', [
    'bindings.id',
    'bindings.resource_id',
    'bindings.role',
    'bindings.user_id',
    'bindings.group_id',
    'bindings.service_account_id',
    'bindings.portal_role_id',
    'bindings.created_at',
  ]);
}

async function digestTables(
  tx: Knex,
  tables: typeof DIRECTORY,
  rows: (table: string) => Knex.QueryBuilder,
): Promise<string> {
  const hash = createHash('sha256');
  for (const [table, columns] of tables) {
    const digest = await digestRows(tx, rows(table), 'rowid', columns);
    hash.update(`${table} ${digest}\n`);
  }
  return hash.digest('hex');
}
