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

import { holdersIn } from './holdersIn';
import { reachBindings, reachGroups } from './reachGroups';
import { AFTER, BEFORE, BindingRows, NO_ROLE, World } from './World';

/** How access differs between the two sides of a {@link World}. */
export interface AccessDiff {
  /**
   * One row for each changed role of somebody who is a member on both sides,
   * by user, then by resource.
   */
  changes: {
    users: Int32Array;
    resources: Int32Array;
    oldRanks: Uint8Array;
    newRanks: Uint8Array;
  };
  /** People who are a member on one side only; they have no change rows. */
  memberships: Int32Array;
  /** By resource: people who hold another role, and one on both sides. */
  shifted: Int32Array;
  /** By resource: people who hold a role on one side only. */
  toggled: Int32Array;
}

type Visit = (user: number, held: BindingRows, principal: number) => void;

/**
 * Compares what everybody holds before and after. Pure: no database, no names
 * of types or roles.
 */
export function diffAccess(world: World): AccessDiff {
  const { directBindings: direct, baseline, memberBefore, memberAfter } = world;
  const resourceCount = baseline.length;
  const reach = reachGroups(world.parents, world.groupLevels);
  const groupAccess = reachBindings(reach, world.groupBindings, resourceCount);
  const groupsOn = holdersIn(groupAccess, resourceCount);

  // No resource changes for somebody without a direct binding on it.
  const most = direct.resources.length;
  const users = new Int32Array(most);
  const resources = new Int32Array(most);
  const oldRanks = new Uint8Array(most);
  const newRanks = new Uint8Array(most);
  let rows = 0;
  const memberships: number[] = [];
  const shifted = new Int32Array(resourceCount);
  const toggled = new Int32Array(resourceCount);

  // Per resource, valid where `seen` holds the number of the present user.
  const seen = new Int32Array(resourceCount).fill(-1);
  const before = new Uint8Array(resourceCount);
  const after = new Uint8Array(resourceCount);
  const kept = new Uint8Array(resourceCount);
  const touched: number[] = [];
  // By group: the last user of whom it was noted.
  const inGroup = new Int32Array(reach.offsets.length - 1).fill(-1);
  const baselineResources = [...baseline.keys()].filter(
    resource => baseline[resource] !== NO_ROLE,
  );

  function touch(user: number, resource: number) {
    if (seen[resource] !== user) {
      seen[resource] = user;
      before[resource] = NO_ROLE;
      after[resource] = NO_ROLE;
      kept[resource] = baseline[resource];
      touched.push(resource);
    }
  }

  function keep(user: number, held: BindingRows, principal: number) {
    const end = held.offsets[principal + 1];
    for (let i = held.offsets[principal]; i < end; i++) {
      const resource = held.resources[i];
      if (seen[resource] === user && held.ranks[i] < kept[resource]) {
        kept[resource] = held.ranks[i];
      }
    }
  }

  /**
   * Looks at all that the groups of somebody hold, or at all groups that hold
   * what is touched, whichever is less.
   */
  function keepGroups(user: number) {
    const { offsets, values } = world.memberships;
    let held = 0;
    for (let i = offsets[user]; i < offsets[user + 1]; i++) {
      const group = values[i];
      inGroup[group] = user;
      held += groupAccess.offsets[group + 1] - groupAccess.offsets[group];
    }
    let holders = 0;
    for (const resource of touched) {
      holders += groupsOn.offsets[resource + 1] - groupsOn.offsets[resource];
    }
    if (held <= holders) {
      eachGroup(user, keep);
      return;
    }
    for (const resource of touched) {
      const end = groupsOn.offsets[resource + 1];
      for (let i = groupsOn.offsets[resource]; i < end; i++) {
        const rank = groupsOn.ranks[i];
        if (inGroup[groupsOn.principals[i]] === user && rank < kept[resource]) {
          kept[resource] = rank;
        }
      }
    }
  }

  function touchAll(user: number, held: BindingRows, principal: number) {
    const end = held.offsets[principal + 1];
    for (let i = held.offsets[principal]; i < end; i++) {
      touch(user, held.resources[i]);
    }
  }

  function eachGroup(user: number, visit: Visit) {
    const { offsets, values } = world.memberships;
    for (let i = offsets[user]; i < offsets[user + 1]; i++) {
      visit(user, groupAccess, values[i]);
    }
  }

  function eachPortalRole(user: number, visit: Visit) {
    const { portalRoles } = world;
    const end = portalRoles.offsets[user + 1];
    for (let i = portalRoles.offsets[user]; i < end; i++) {
      visit(user, world.portalRoleBindings, portalRoles.values[i]);
    }
  }

  for (let user = 0; user < memberBefore.length; user++) {
    touched.length = 0;
    const end = direct.offsets[user + 1];
    for (let i = direct.offsets[user]; i < end; i++) {
      const resource = direct.resources[i];
      const rank = direct.ranks[i];
      touch(user, resource);
      if (direct.times[i] & BEFORE && rank < before[resource]) {
        before[resource] = rank;
      }
      if (direct.times[i] & AFTER && rank < after[resource]) {
        after[resource] = rank;
      }
    }

    if (memberBefore[user] !== memberAfter[user]) {
      memberships.push(user);
      baselineResources.forEach(resource => touch(user, resource));
      eachGroup(user, touchAll);
      eachPortalRole(user, touchAll);
      eachGroup(user, keep);
      eachPortalRole(user, keep);
      const held = memberBefore[user] ? before : after;
      for (const resource of touched) {
        if (Math.min(held[resource], kept[resource]) !== NO_ROLE) {
          toggled[resource]++;
        }
      }
    } else if (memberBefore[user] && touched.length > 0) {
      keepGroups(user);
      eachPortalRole(user, keep);
      touched.sort((a, b) => a - b);
      for (const resource of touched) {
        const oldRank = Math.min(before[resource], kept[resource]);
        const newRank = Math.min(after[resource], kept[resource]);
        if (oldRank !== newRank) {
          users[rows] = user;
          resources[rows] = resource;
          oldRanks[rows] = oldRank;
          newRanks[rows] = newRank;
          rows++;
          if (oldRank === NO_ROLE || newRank === NO_ROLE) {
            toggled[resource]++;
          } else {
            shifted[resource]++;
          }
        }
      }
    }
  }

  return {
    changes: {
      users: users.slice(0, rows),
      resources: resources.slice(0, rows),
      oldRanks: oldRanks.slice(0, rows),
      newRanks: newRanks.slice(0, rows),
    },
    memberships: Int32Array.from(memberships),
    shifted,
    toggled,
  };
}
