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
  AccessGrant,
  AccessModel,
  AccessOrigin,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { BindingRow, ResourceRow } from '../database';
import { slices } from '../directory/slices';
import { withGroupDescent } from './groupDescent';
import { ModelOrder } from './ModelOrder';
import { comparePaths, readGroupSummaries } from './reachedGroups';
import { compareOrigins } from './readGrants';

type On = Pick<ResourceRow, 'id' | 'type'>;

/**
 * Why each of some people, who must be active members, holds a role on one
 * resource: the same sources as `readGrants` gives for it, without looking at
 * anything else that they can reach.
 *
 * @param userIds - row ids
 * @returns by row id, the most powerful first; without people who hold none
 */
export async function readSourcesOn(
  tx: Knex,
  model: AccessModel,
  resource: On,
  userIds: number[],
): Promise<Map<number, AccessGrant[]>> {
  const order = new ModelOrder(model);
  const rankOf = (role: string) => order.rank(resource.type, role);
  const grants = new Map<number, AccessGrant[]>();
  const add = (userId: number, role: string, origin: AccessOrigin) => {
    if (rankOf(role) !== undefined) {
      const list = grants.get(userId) ?? [];
      grants.set(userId, list);
      list.push({ role, origin });
    }
  };
  const ways = await readWays(tx, resource);
  for (const ids of slices(userIds)) {
    const direct = await tx<BindingRow>('bindings')
      .where('resource_id', resource.id)
      .whereIn('user_id', ids);
    direct.forEach(row => add(row.user_id!, row.role, { type: 'direct' }));

    const memberships = await tx('group_members').whereIn('user_id', ids);
    addThroughGroups(memberships, ways, add);

    const held = await tx('bindings')
      .join('portal_roles', 'portal_roles.id', 'bindings.portal_role_id')
      .join('user_roles', 'user_roles.portal_role_id', 'portal_roles.id')
      .where('bindings.resource_id', resource.id)
      .whereIn('user_roles.user_id', ids)
      .select(
        'user_roles.user_id',
        'bindings.role',
        'portal_roles.uuid as id',
        'portal_roles.name',
      );
    held.forEach(({ user_id: userId, role, id, name }) =>
      add(userId, role, { type: 'portalRole', id, name }),
    );
    if (model.baseline?.type === resource.type) {
      const { role } = model.baseline;
      ids.forEach(id => add(id, role, { type: 'baseline' }));
    }
  }
  for (const list of grants.values()) {
    list.sort(
      (a, b) =>
        rankOf(a.role)! - rankOf(b.role)! || compareOrigins(a.origin, b.origin),
    );
  }
  return grants;
}

/** A group that holds roles on the resource, and how groups lie in it. */
interface Way {
  roles: string[];
  group: Extract<AccessOrigin, { type: 'group' }>['group'];
  /** By row id of a group: names from it up to the one that holds the roles. */
  paths: Map<number, string[]>;
}

async function readWays(tx: Knex, resource: On): Promise<Way[]> {
  const bindings: Array<BindingRow & { group_id: number }> = await tx(
    'bindings',
  )
    .where('resource_id', resource.id)
    .whereNotNull('group_id');
  const rows = await withGroupDescent(
    tx('descent'),
    tx,
    'descent',
    tx('bindings')
      .where('resource_id', resource.id)
      .whereNotNull('group_id')
      .select('group_id as id'),
  )
    .distinct('start_id', 'group_id', 'level', 'via_id')
    .orderBy('level');
  const summaries = await readGroupSummaries(tx, [
    ...new Set<number>(rows.map(row => row.group_id)),
  ]);
  const ways = new Map<number, Way>();
  for (const { start_id: startId, group_id: id, via_id: via } of rows) {
    const way = ways.get(startId) ?? {
      roles: bindings
        .filter(row => row.group_id === startId)
        .map(({ role }) => role),
      group: summaries.get(startId)!,
      paths: new Map(),
    };
    ways.set(startId, way);
    const { displayName } = summaries.get(id)!;
    const path = [displayName, ...(via === null ? [] : way.paths.get(via)!)];
    const known = way.paths.get(id);
    if (!known || comparePaths(path, known) < 0) {
      way.paths.set(id, path);
    }
  }
  return [...ways.values()];
}

function addThroughGroups(
  memberships: Array<{ user_id: number; group_id: number }>,
  ways: Way[],
  add: (userId: number, role: string, origin: AccessOrigin) => void,
): void {
  for (const { roles, group, paths } of ways) {
    const shortest = new Map<number, string[]>();
    for (const { user_id: userId, group_id: groupId } of memberships) {
      const path = paths.get(groupId);
      const known = shortest.get(userId);
      if (path && (!known || comparePaths(path, known) < 0)) {
        shortest.set(userId, path);
      }
    }
    for (const [userId, path] of shortest) {
      roles.forEach(role => add(userId, role, { type: 'group', group, path }));
    }
  }
}
