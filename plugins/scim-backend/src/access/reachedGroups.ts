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

import { GroupSummary } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase, type GroupRow } from '../database';
import { toGroupSummary } from '../directory';
import { slices } from '../directory/slices';
import { withGroupReach } from './groupReach';
import { compareText } from './textOrder';

/** An active group that somebody belongs to. */
export interface ReachedGroup {
  rowId: number;
  group: GroupSummary;
  /**
   * Names of the groups from the one they are a direct member of up to this
   * one, by the shortest way.
   */
  path: string[];
}

interface ReachRow {
  group_id: number;
  level: number;
  via_id: number | null;
}

/** The active groups that a person belongs to, directly or nested, by name. */
export async function readReachedGroups(
  tx: Knex,
  userId: number,
): Promise<ReachedGroup[]> {
  const direct = tx('group_members')
    .where({ user_id: userId })
    .select('group_id as id');
  const rows: ReachRow[] = await withGroupReach(tx('reach'), tx, direct)
    .distinct('group_id', 'level', 'via_id')
    .orderBy('level');
  const summaries = await readGroupSummaries(tx, [
    ...new Set(rows.map(row => row.group_id)),
  ]);
  const paths = shortestPaths(rows, id => summaries.get(id)!.displayName);
  return [...summaries]
    .map(([rowId, group]) => ({ rowId, group, path: paths.get(rowId)! }))
    .sort((a, b) =>
      compareText(foldCase(a.group.displayName), foldCase(b.group.displayName)),
    );
}

/** Shorter ways into groups first, then by names without case. */
export function comparePaths(a: string[], b: string[]): number {
  return (
    a.length - b.length ||
    compareText(foldCase(a.join('\0')), foldCase(b.join('\0')))
  );
}

/** @param rows - by level */
function shortestPaths(
  rows: ReachRow[],
  nameOf: (id: number) => string,
): Map<number, string[]> {
  const paths = new Map<number, string[]>();
  for (const { group_id: id, via_id: via } of rows) {
    const path = [...(via === null ? [] : paths.get(via)!), nameOf(id)];
    const known = paths.get(id);
    if (!known || comparePaths(path, known) < 0) {
      paths.set(id, path);
    }
  }
  return paths;
}

/** User groups by row id. */
export async function readGroupSummaries(
  tx: Knex,
  ids: number[],
): Promise<Map<number, GroupSummary>> {
  const summaries = new Map<number, GroupSummary>();
  for (const slice of slices(ids)) {
    const rows: Array<GroupRow & { connection_name: string | null }> = await tx(
      'groups',
    )
      .leftJoin('connections', 'connections.id', 'groups.connection_id')
      .whereIn('groups.id', slice)
      .select('groups.*', 'connections.name as connection_name');
    rows.forEach(row =>
      summaries.set(row.id, toGroupSummary(row, row.connection_name)),
    );
  }
  return summaries;
}
