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
  GroupSummary,
  ResourceSummary,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { foldCase } from '../../database';
import { toGroupSummary, toUserSummary } from '../../directory';
import { slices } from '../../directory/slices';
import { ORIGINS_CHUNK } from '../kernel';
import type { PlanProgress } from '../snapshot';
import { originIds } from './decodeOrigins';
import { insertColumns } from './insertColumns';
import { insertRows } from './insertRows';
import type { PlanDraft } from './PlanDraft';
import { PlanNameRow, PlanRemovalRow, PlanSkippedRow } from './planRows';

/**
 * Names are made one by one, so fewer of them before others have a turn. SQLite
 * waits for the disk after each statement, so it gets more of them.
 */
const NAMES_CHUNK = { pg: 1000, sqlite: 4000 };

/** How rows are stored. */
export interface StoreOptions {
  /** Row id of the plan. */
  plan: number;
  progress?(progress: PlanProgress): void;
  signal?: AbortSignal;
}

/**
 * Writes the rows of a plan in slices, each its own statement. Nobody may see
 * the plan meanwhile.
 */
export async function storeRows(
  knex: Knex,
  draft: PlanDraft,
  options: StoreOptions,
): Promise<void> {
  const used = await storeChanges(knex, draft, options);
  await storeNames(knex, options, namesOf(draft, used));
  await insertRows(
    knex,
    'enforcement_removals',
    ['plan_id', 'position', 'user_id', 'email', 'search_key', 'detail'],
    removalRows(options.plan, draft),
  );
  if (draft.skipped) {
    await insertRows(
      knex,
      'plan_skipped',
      ['plan_id', 'position', 'search_key', 'detail'],
      skippedRows(options.plan, draft),
    );
  }
}

/** Numbers of what the change rows name. */
interface Used {
  users: Set<number>;
  resources: Set<number>;
  groupIds: Set<number>;
  portalRoleIds: Set<number>;
}

async function storeChanges(
  knex: Knex,
  draft: PlanDraft,
  { plan, progress, signal }: StoreOptions,
): Promise<Used> {
  const { users, resources, oldRanks, newRanks } = draft.diff.changes;
  const { snapshot } = draft;
  const used: Used = {
    users: new Set(),
    resources: new Set(),
    groupIds: new Set(),
    portalRoleIds: new Set(),
  };
  for (const [chunk, text] of draft.origins.entries()) {
    signal?.throwIfAborted();
    const start = chunk * ORIGINS_CHUNK;
    const end = Math.min(start + ORIGINS_CHUNK, users.length);
    const ids = originIds(text);
    ids.groups.forEach(id => used.groupIds.add(id));
    ids.portalRoles.forEach(id => used.portalRoleIds.add(id));
    const rows = Array.from({ length: end - start }, (_, i) => start + i);
    const role = (ranks: Uint8Array) =>
      rows.map(i => snapshot.resources[resources[i]].roles[ranks[i]] ?? null);
    rows.forEach(i => {
      used.users.add(users[i]);
      used.resources.add(resources[i]);
    });
    await insertColumns(
      knex,
      'plan_changes',
      { plan_id: plan },
      {
        position: { type: 'int', values: rows },
        user_id: {
          type: 'int',
          values: rows.map(i => snapshot.users[users[i]].id),
        },
        resource_id: {
          type: 'int',
          values: rows.map(i => snapshot.resources[resources[i]].id),
        },
        old_role: { type: 'text', values: role(oldRanks) },
        new_role: { type: 'text', values: role(newRanks) },
        origins: { type: 'text', values: text.split('\n') },
      },
    );
    progress?.({ phase: 'storing', done: end, total: users.length });
    await setImmediate();
  }
  return used;
}

/** What a resource's name is kept with. */
export interface NamedResource {
  summary: ResourceSummary;
  /** Most powerful first. */
  roles: readonly string[];
}

function* namesOf(draft: PlanDraft, used: Used): Generator<PlanNameRow> {
  const { snapshot } = draft;
  for (const number of used.users) {
    const user = snapshot.users[number];
    const summary: UserSummary = toUserSummary(user, user.connection);
    const { email, userName, displayName } = summary;
    yield nameRow('user', user.id, [email, userName, displayName], summary);
  }
  for (const number of used.resources) {
    const { id, summary, roles } = snapshot.resources[number];
    const named: NamedResource = { summary, roles };
    yield nameRow('resource', id, [summary.ref], named);
  }
  for (const group of snapshot.groups) {
    if (used.groupIds.has(group.id)) {
      const summary: GroupSummary = toGroupSummary(group, group.connection);
      yield nameRow('group', group.id, [group.display_name], summary);
    }
  }
  for (const { id, uuid, name } of snapshot.portalRoles) {
    if (used.portalRoleIds.has(id)) {
      yield nameRow('portalRole', id, [name], { id: uuid, name });
    }
  }
}

function nameRow(
  kind: PlanNameRow['kind'],
  id: number,
  names: Array<string | undefined>,
  detail: object,
): PlanNameRow {
  return {
    kind,
    id,
    search_key: searchKey(...names),
    detail: JSON.stringify(detail),
  };
}

async function storeNames(
  knex: Knex,
  { plan, signal }: StoreOptions,
  names: Iterable<PlanNameRow>,
): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  const size = isPostgres ? NAMES_CHUNK.pg : NAMES_CHUNK.sqlite;
  for (const rows of batches(names, size)) {
    signal?.throwIfAborted();
    const texts = (column: 'kind' | 'search_key' | 'detail') => ({
      type: 'text' as const,
      values: rows.map(row => row[column]),
    });
    await insertColumns(
      knex,
      'plan_names',
      { plan_id: plan },
      {
        kind: texts('kind'),
        id: { type: 'int', values: rows.map(({ id }) => id) },
        search_key: texts('search_key'),
        detail: texts('detail'),
      },
    );
    await setImmediate();
  }
}

function* batches<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const value of values) {
    batch.push(value);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  yield* slices(batch, size);
}

function* removalRows(
  plan: number,
  draft: PlanDraft,
): Generator<PlanRemovalRow> {
  let position = 0;
  for (const { user, removal } of draft.removals()) {
    const { email, userName, displayName } = removal.user;
    yield {
      plan_id: plan,
      position: position++,
      user_id: user.id,
      email,
      search_key: searchKey(email, userName, displayName),
      detail: JSON.stringify(removal),
    };
  }
}

function* skippedRows(
  plan: number,
  draft: PlanDraft,
): Generator<PlanSkippedRow> {
  let position = 0;
  for (const one of draft.skipped ?? []) {
    yield {
      plan_id: plan,
      position: position++,
      search_key: searchKey(one.principal, one.resource),
      detail: JSON.stringify(one),
    };
  }
}

/** What a search looks through; names do not run into one another. */
function searchKey(...names: Array<string | undefined>): string {
  const given = names.filter(name => name !== undefined).join(' \u2028 ');
  // Control characters are nothing that people search for.
  // eslint-disable-next-line no-control-regex
  return foldCase(given).replace(/[\u0000-\u001f]/g, ' ');
}
