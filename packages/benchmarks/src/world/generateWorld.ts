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

import { BindingColumns, World } from './World';
import { DistinctBindings } from './DistinctBindings';
import { Random } from './Random';
import { WorldSize } from './WorldSize';

const ORGANIZATION = 1;
/** Most powerful first. */
const ROLES = ['owner', 'collaborator', 'readonly'];
/** One person in so many belongs to no group. */
const UNGROUPED = 33;
/** One group in so many lies in another one. */
const NESTED = 8;

/**
 * An organization with the skew of real ones: few large groups and many small
 * ones, groups in groups, and people whose own role bindings mostly repeat what
 * their groups give them, some above it, some below it, some beside it.
 */
export function generateWorld(size: WorldSize, seed: number = 1): World {
  const random = new Random(seed);
  const members = memberships(size, random);
  const parents = resources(size);
  const groupBindings = bindingsOfGroups(size, random, parents);
  return {
    size,
    members,
    outerGroups: Int32Array.from({ length: size.groups }, (_, group) =>
      group > 4 && random.below(NESTED) === 0 ? 1 + Math.floor(group / 4) : 0,
    ),
    portalRoles: Int32Array.from({ length: size.users }, () =>
      random.below(10) === 0 ? 1 + random.below(size.portalRoles) : 0,
    ),
    parents,
    directBindings: bindingsOfUsers(size, random, members, groupBindings),
    groupBindings,
    portalRoleBindings: scattered(size.portalRoles * 20, random, {
      principals: size.portalRoles,
      resources: parents.length,
    }),
    serviceAccountBindings: scattered(size.serviceAccountBindings, random, {
      principals: size.serviceAccounts,
      resources: parents.length,
    }),
  };
}

/** Sizes of groups follow Zipf's law. */
function memberships(size: WorldSize, random: Random): Int32Array[] {
  const grouped = Math.max(1, size.users - Math.floor(size.users / UNGROUPED));
  const weights = Array.from(
    { length: size.groups },
    (_, group) => 1 / Math.pow(group + 1, 0.8),
  );
  const total = weights.slice(1).reduce((sum, weight) => sum + weight, 0);
  const rest = Math.max(0, size.memberships - size.largestGroup);
  return weights.map((weight, group) => {
    const share =
      group === 0 ? size.largestGroup : Math.round((weight / total) * rest);
    const count = Math.max(1, Math.min(share, grouped, size.largestGroup));
    return distinct(count, grouped, random);
  });
}

/** Different numbers from 1 up to a limit, spread over all of it. */
function distinct(count: number, limit: number, random: Random): Int32Array {
  const start = random.below(limit);
  let step = 1 + random.below(limit);
  while (gcd(step, limit) !== 1) {
    step++;
  }
  return Int32Array.from(
    { length: count },
    (_, i) => 1 + ((start + i * step) % limit),
  );
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** The organization, the clouds, then the projects. */
function resources({ clouds, projects }: WorldSize): Int32Array {
  return Int32Array.from({ length: 1 + clouds + projects }, (_, resource) =>
    resource > clouds ? 2 + ((resource - clouds - 1) % clouds) : 0,
  );
}

function bindingsOfGroups(
  size: WorldSize,
  random: Random,
  parents: Int32Array,
): BindingColumns {
  const bindings = new DistinctBindings();
  // Somebody must be able to undo things afterwards.
  bindings.add(Math.min(2, size.groups), ORGANIZATION, 'owner');
  const each = Math.max(1, Math.floor(size.groupBindings / size.groups));
  for (let group = 1; group <= size.groups; group++) {
    const first = 1 + random.below(parents.length - 1);
    for (let i = 0; i < each; i++) {
      const resource = 2 + ((first + i) % (parents.length - 1));
      const isCloud = parents[resource - 1] === 0;
      bindings.add(
        group,
        resource,
        isCloud ? random.of(ROLES.slice(1)) : random.of(ROLES),
      );
    }
  }
  return bindings.columns;
}

function bindingsOfUsers(
  size: WorldSize,
  random: Random,
  members: Int32Array[],
  ofGroups: BindingColumns,
): BindingColumns {
  const groupsOf: number[][] = Array.from({ length: size.users }, () => []);
  members.forEach((users, group) =>
    users.forEach(user => groupsOf[user - 1].push(group + 1)),
  );
  const byGroup: number[][] = members.map(() => []);
  ofGroups.principals.forEach((group, i) => byGroup[group - 1].push(i));

  const resourceCount = 1 + size.clouds + size.projects;
  const bindings = new DistinctBindings();
  for (let owner = 0; owner < 20; owner++) {
    bindings.add(1 + random.below(size.users), ORGANIZATION, 'owner');
  }
  for (
    let tries = 0;
    bindings.size < size.directBindings && tries < 3 * size.directBindings;
    tries++
  ) {
    const user = 1 + random.below(size.users);
    const groups = groupsOf[user - 1];
    if (groups.length === 0 || random.next() < 0.15) {
      const resource = 2 + random.below(resourceCount - 1);
      bindings.add(user, resource, random.of(ROLES));
    } else {
      const held = random.of(byGroup[random.of(groups) - 1]);
      const resource = ofGroups.resources[held];
      const rank = ROLES.indexOf(ofGroups.roles[held]);
      bindings.add(user, resource, ROLES[beside(rank, random.next())]);
    }
  }
  return bindings.columns;
}

/** A rank near that of a group: mostly the same, seldom above. */
function beside(rank: number, chance: number): number {
  if (chance < 0.15) {
    return Math.max(0, rank - 1);
  }
  return chance < 0.75 ? rank : Math.min(ROLES.length - 1, rank + 1);
}

function scattered(
  count: number,
  random: Random,
  limits: { principals: number; resources: number },
): BindingColumns {
  const bindings = new DistinctBindings();
  for (let tries = 0; bindings.size < count && tries < 3 * count; tries++) {
    bindings.add(
      1 + random.below(limits.principals),
      2 + random.below(limits.resources - 1),
      random.of(ROLES),
    );
  }
  return bindings.columns;
}
