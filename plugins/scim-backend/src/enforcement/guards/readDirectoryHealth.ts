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
import { MAX_GROUP_LEVELS } from '../../directory';
import { slices } from '../../directory/slices';

/** Signs of a directory that does not say what it should. */
export interface DirectoryHealth {
  pausedConnections: string[];
  /** Active ones that pushed once, but not of late. */
  silentConnections: string[];
  /** Groups that lost their last member and have none now. */
  emptied: {
    /** Lately, and they or a group around them hold a role. */
    granting: string[];
    /** The others since the last plan. */
    others: string[];
  };
  /** People deactivated since the last plan. */
  deactivated: number;
  /** For sentences. */
  emptiedWithin: string;
  pushExpectedWithin: string;
}

/**
 * Reads the signs.
 *
 * @param options - `before`: the plan (by row id) that is judged, so that it is
 * compared with the one before it; absent for a plan that is being made
 */
export async function readDirectoryHealth(
  tx: Knex,
  options: {
    pushExpectedWithinMs: number;
    emptiedWithinMs: number;
    before?: number;
  },
): Promise<DirectoryHealth> {
  const now = Date.now();
  const ago = (ms: number) => new Date(now - ms).toISOString();
  const connections: Array<{
    name: string;
    status: string;
    last_push_at: string | null;
  }> = await tx('connections').orderBy('name');
  const last = await tx('enforcement_plans')
    .where({ preparing: false })
    .modify(query => {
      if (options.before !== undefined) {
        query.where('id', '<', options.before);
      }
    })
    .orderBy('id', 'desc')
    .first('created_at');
  const pushedSince = ago(options.pushExpectedWithinMs);
  return {
    pausedConnections: connections
      .filter(({ status }) => status === 'paused')
      .map(({ name }) => name),
    silentConnections: connections
      .filter(
        ({ status, last_push_at: at }) =>
          status === 'active' && at !== null && at < pushedSince,
      )
      .map(({ name }) => name),
    emptied: await readEmptied(
      tx,
      ago(options.emptiedWithinMs),
      last?.created_at,
    ),
    deactivated: last ? await countDeactivated(tx, last.created_at) : 0,
    emptiedWithin: inWords(options.emptiedWithinMs),
    pushExpectedWithin: inWords(options.pushExpectedWithinMs),
  };
}

async function readEmptied(tx: Knex, lately: string, lastPlan?: string) {
  const since = lastPlan !== undefined && lastPlan < lately ? lastPlan : lately;
  const empty: Array<{ id: number; display_name: string; emptied_at: string }> =
    await tx('emptied_groups')
      .join('groups', 'groups.id', 'emptied_groups.group_id')
      .where('emptied_at', '>=', since)
      .orderBy('display_name_key')
      .select('groups.id', 'display_name', 'emptied_at');
  const granting: string[] = [];
  const others: string[] = [];
  for (const { id, display_name: name, emptied_at: at } of empty) {
    if (at >= lately && (await grantsAccess(tx, id))) {
      granting.push(name);
    } else if (lastPlan !== undefined && at >= lastPlan) {
      others.push(name);
    }
  }
  return { granting, others };
}

/** Whether a group, or one around it, holds a role. */
async function grantsAccess(tx: Knex, group: number): Promise<boolean> {
  const seen = new Set<number>();
  let inner = [group];
  for (let level = 1; level <= MAX_GROUP_LEVELS && inner.length > 0; level++) {
    const outer: number[] = [];
    for (const slice of slices(inner)) {
      if (await tx('bindings').whereIn('group_id', slice).first('id')) {
        return true;
      }
      slice.forEach(id => seen.add(id));
      const parents = await tx('group_subgroups')
        .whereIn('subgroup_id', slice)
        .distinct({ id: 'group_id' });
      outer.push(...parents.map(({ id }) => id).filter(id => !seen.has(id)));
    }
    inner = outer;
  }
  return false;
}

async function countDeactivated(tx: Knex, since: string): Promise<number> {
  const counted: any = await tx('users')
    .where('active', false)
    .where('updated_at', '>', since)
    .count({ count: '*' })
    .first();
  return Number(counted.count);
}

function inWords(ms: number): string {
  const units: Array<[string, number]> = [
    ['day', 24 * 60 * 60 * 1000],
    ['hour', 60 * 60 * 1000],
    ['minute', 60 * 1000],
    ['second', 1000],
  ];
  const [unit, length] =
    units.find(([, size]) => ms >= size && ms % size === 0) ??
    units[units.length - 1];
  const count = Math.round(ms / length);
  return count === 1 ? unit : `${count} ${unit}s`;
}
