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

import { reachGroups } from './reachGroups';
import { AFTER, BEFORE, BindingRows, NO_ROLE, World } from './World';

/** What everybody holds on one resource, by user. */
export interface RanksOnResource {
  /** Effective before; {@link NO_ROLE} for somebody who is no member then. */
  before: Uint8Array;
  /** Effective after; {@link NO_ROLE} for somebody who is no member then. */
  after: Uint8Array;
  /** After, leaving direct bindings and the baseline out. */
  derived: Uint8Array;
}

/** The roles that everybody holds on one resource, before and after. */
export function ranksOn(world: World, resource: number): RanksOnResource {
  const { memberships, portalRoles, directBindings: direct } = world;
  const count = world.memberBefore.length;
  const before = new Uint8Array(count).fill(NO_ROLE);
  const after = new Uint8Array(count).fill(NO_ROLE);
  const derived = new Uint8Array(count).fill(NO_ROLE);

  const ofGroup = bestRanks(world.groupBindings, resource);
  const ofPortalRole = bestRanks(world.portalRoleBindings, resource);
  const reach = reachGroups(world.parents, world.groupLevels);
  const throughGroup = ofGroup.map((_, group) =>
    best(reach.values, reach.offsets, group, ofGroup),
  );

  for (let user = 0; user < count; user++) {
    const held = Math.min(
      best(memberships.values, memberships.offsets, user, throughGroup),
      best(portalRoles.values, portalRoles.offsets, user, ofPortalRole),
    );
    const kept = Math.min(held, world.baseline[resource]);
    let directBefore = NO_ROLE;
    let directAfter = NO_ROLE;
    for (let i = direct.offsets[user]; i < direct.offsets[user + 1]; i++) {
      if (direct.resources[i] === resource) {
        const rank = direct.ranks[i];
        if (direct.times[i] & BEFORE) {
          directBefore = Math.min(directBefore, rank);
        }
        if (direct.times[i] & AFTER) {
          directAfter = Math.min(directAfter, rank);
        }
      }
    }
    if (world.memberBefore[user]) {
      before[user] = Math.min(kept, directBefore);
    }
    if (world.memberAfter[user]) {
      after[user] = Math.min(kept, directAfter);
      derived[user] = held;
    }
  }
  return { before, after, derived };
}

/** By principal: the most powerful role that it holds on the resource. */
function bestRanks(bindings: BindingRows, resource: number): Uint8Array {
  const ranks = new Uint8Array(bindings.offsets.length - 1).fill(NO_ROLE);
  for (let principal = 0; principal < ranks.length; principal++) {
    const end = bindings.offsets[principal + 1];
    for (let i = bindings.offsets[principal]; i < end; i++) {
      if (bindings.resources[i] === resource) {
        ranks[principal] = Math.min(ranks[principal], bindings.ranks[i]);
      }
    }
  }
  return ranks;
}

function best(
  values: Int32Array,
  offsets: Int32Array,
  row: number,
  ranks: Uint8Array,
): number {
  let rank = NO_ROLE;
  for (let i = offsets[row]; i < offsets[row + 1]; i++) {
    rank = Math.min(rank, ranks[values[i]]);
  }
  return rank;
}
