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

import { MAX_GROUP_LEVELS } from '../../directory';
import { AFTER, BEFORE, World } from '../kernel';
import { Snapshot } from '../snapshot';

/**
 * The world before and after enforcement: direct bindings are gone, and so are
 * the memberships of people in no active group. Exempt people keep both.
 */
export function enforcementWorld(snapshot: Snapshot): World {
  const { users, memberships, directBindings } = snapshot;
  const exempt = new Set(snapshot.exempt.map(({ id }) => id));
  const memberAfter = new Uint8Array(users.length);
  const times = new Uint8Array(directBindings.resources.length).fill(BEFORE);
  users.forEach(({ id }, user) => {
    const grouped = memberships.offsets[user] < memberships.offsets[user + 1];
    memberAfter[user] = grouped || exempt.has(id) ? 1 : 0;
    if (exempt.has(id)) {
      times.fill(BEFORE | AFTER, ...rowBounds(directBindings.offsets, user));
    }
  });
  return {
    memberships,
    parents: snapshot.parents,
    portalRoles: snapshot.heldPortalRoles,
    groupBindings: snapshot.groupBindings,
    portalRoleBindings: snapshot.portalRoleBindings,
    directBindings: { ...directBindings, times },
    baseline: snapshot.baseline,
    memberBefore: new Uint8Array(users.length).fill(1),
    memberAfter,
    groupLevels: MAX_GROUP_LEVELS,
  };
}

function rowBounds(offsets: Int32Array, row: number): [number, number] {
  return [offsets[row], offsets[row + 1]];
}
