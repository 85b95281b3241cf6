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
import { DigestedColumns, digestRows } from '../digestRows';
import { directBindings, otherBindings } from './directBindings';

/**
 * Goes up when digests, of what a plan was made from or of the plan itself,
 * cover something else or are made in another way.
 */
export const BASIS_VERSION = 3;

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
  version: number;
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

/** Tables, a column that SQLite goes by, and what plans are made from. */
type DigestedTables = Array<
  [table: string, order: string, columns: DigestedColumns]
>;

const DIRECTORY: DigestedTables = [
  ['users', 'rowid', { numbers: ['id'], others: ['uuid', 'active', 'member'] }],
  [
    'groups',
    'rowid',
    { numbers: ['id', 'connection_id'], others: ['uuid', 'linked'] },
  ],
  ['connections', 'rowid', { numbers: ['id'], texts: ['status'] }],
  ['group_members', 'rowid', { numbers: ['group_id', 'user_id'] }],
  ['group_subgroups', 'rowid', { numbers: ['group_id', 'subgroup_id'] }],
  ['user_roles', 'rowid', { numbers: ['user_id', 'portal_role_id'] }],
  [
    'resources',
    'rowid',
    { numbers: ['id', 'parent_id'], texts: ['type', 'ref'], others: ['uuid'] },
  ],
];

/** Records of a run that its rollback is made from. */
const RECORDS: DigestedTables = [
  [
    'run_bindings',
    'binding_id',
    {
      numbers: ['binding_id', 'resource_id', 'user_id'],
      texts: ['role', 'created_at'],
    },
  ],
  ['run_inactive_people', 'user_id', { numbers: ['user_id'] }],
  ['run_memberships', 'user_id', { numbers: ['user_id'] }],
];

/**
 * Digests of what is stored now.
 *
 * @param signal - ends the reading
 */
export async function readState(
  tx: Knex,
  moving: Moving,
  signal?: AbortSignal,
): Promise<PlanState> {
  const directory = await digestTables(
    tx,
    DIRECTORY,
    table => tx(table),
    signal,
  );
  signal?.throwIfAborted();
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
    moving: await digestDirect(
      tx,
      directBindings(tx, moving.exempt, moving.scope),
    ),
    others: await digestOthers(tx, moving),
  };
}

/** A digest of the role bindings that a plan leaves as they are, in all columns. */
export function digestOthers(tx: Knex, moving: Moving): Promise<string> {
  const others =
    'undone' in moving
      ? tx('bindings').whereNotExists(restored =>
          restored
            .from('run_bindings')
            .where('run_bindings.run_id', moving.undone)
            .whereRaw('run_bindings.binding_id = bindings.id'),
        )
      : otherBindings(tx, moving.exempt, moving.scope);
  return digestRows(
    tx,
    others,
    'bindings.id',
    {
      numbers: [
        'bindings.id',
        'bindings.resource_id',
        'bindings.user_id',
        'bindings.group_id',
        'bindings.service_account_id',
        'bindings.portal_role_id',
      ],
      texts: ['bindings.role', 'bindings.created_at'],
    },
    // To find the first one that no run removed may take a look at all others.
    { among: tx('bindings') },
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

/**
 * A digest of direct role bindings. No other principal stands beside a person,
 * and a plan is the same whenever they were made, which only the record of a
 * run keeps, as it is then.
 */
function digestDirect(tx: Knex, bindings: Knex.QueryBuilder): Promise<string> {
  return digestRows(tx, bindings, 'bindings.id', {
    numbers: ['bindings.id', 'bindings.resource_id', 'bindings.user_id'],
    texts: ['bindings.role'],
  });
}

async function digestTables(
  tx: Knex,
  tables: DigestedTables,
  rows: (table: string) => Knex.QueryBuilder,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  for (const [table, order, columns] of tables) {
    signal?.throwIfAborted();
    const digest = await digestRows(tx, rows(table), order, columns);
    hash.update(`${table} ${digest}\n`);
  }
  return hash.digest('hex');
}
