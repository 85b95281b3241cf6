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

import type { AccessDiff } from './diffAccess';
import { reachBindings, reachGroups } from './reachGroups';
import { BEFORE, BindingRows, NO_ROLE, World } from './World';

/**
 * What happens inside the resources on which people lose their role: by
 * resource, how many of the resources in it these people lose a role on too, or
 * keep a weaker one, and how many they still hold a role on.
 */
export interface InsideImpact {
  touched: Int32Array;
  kept: Int32Array;
}

/** @param parents - by resource: the resource it lies in, or -1 */
export function insideImpact(
  world: World,
  diff: AccessDiff,
  parents: Int32Array,
): InsideImpact {
  const count = parents.length;
  const hasInner = new Uint8Array(count);
  parents.forEach(parent => {
    if (parent >= 0) {
      hasInner[parent] = 1;
    }
  });
  const reach = reachGroups(world.parents, world.groupLevels);
  const groupAccess = reachBindings(reach, world.groupBindings, count);
  // Whether the present user loses their role on it.
  const lost = new Int32Array(count).fill(-1);
  const touchedOnes = new Uint8Array(count);
  const keptOnes = new Uint8Array(count);

  function markInner(user: number, resource: number, marks: Uint8Array) {
    const parent = parents[resource];
    if (parent >= 0 && lost[parent] === user) {
      marks[resource] = 1;
    }
  }

  function keep(user: number, held: BindingRows, principal: number) {
    const end = held.offsets[principal + 1];
    for (let i = held.offsets[principal]; i < end; i++) {
      if (held.ranks[i] !== NO_ROLE) {
        markInner(user, held.resources[i], keptOnes);
      }
    }
  }

  function each(
    rows: World['memberships'],
    row: number,
    visit: (value: number) => void,
  ) {
    for (let i = rows.offsets[row]; i < rows.offsets[row + 1]; i++) {
      visit(rows.values[i]);
    }
  }

  const { users, resources, newRanks } = diff.changes;
  for (let start = 0, end = 0; start < users.length; start = end) {
    const user = users[start];
    let losesOuter = false;
    while (end < users.length && users[end] === user) {
      if (newRanks[end] === NO_ROLE && hasInner[resources[end]]) {
        lost[resources[end]] = user;
        losesOuter = true;
      }
      end++;
    }
    if (losesOuter) {
      for (let i = start; i < end; i++) {
        markInner(user, resources[i], touchedOnes);
      }
      each(world.memberships, user, group => keep(user, groupAccess, group));
      each(world.portalRoles, user, role =>
        keep(user, world.portalRoleBindings, role),
      );
    }
  }

  for (const user of diff.memberships) {
    const held: number[] = [];
    const { directBindings: direct } = world;
    for (let i = direct.offsets[user]; i < direct.offsets[user + 1]; i++) {
      if (direct.times[i] & BEFORE && direct.ranks[i] !== NO_ROLE) {
        held.push(direct.resources[i]);
      }
    }
    held.forEach(resource => {
      lost[resource] = user;
    });
    held.forEach(resource => markInner(user, resource, touchedOnes));
  }

  const impact = {
    touched: new Int32Array(count),
    kept: new Int32Array(count),
  };
  parents.forEach((parent, resource) => {
    if (parent >= 0) {
      impact.touched[parent] += touchedOnes[resource];
      impact.kept[parent] += keptOnes[resource];
    }
  });
  return impact;
}
