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

import fc from 'fast-check';
import { RowsBuilder } from '../kernel/RowsBuilder';
import { AFTER, BEFORE, NO_ROLE, World } from '../kernel/World';

/** A world as one would write it down, and as nobody would compute with it. */
export interface PlainWorld {
  users: number;
  groups: number;
  portalRoles: number;
  resources: number;
  memberships: Array<{ user: number; group: number }>;
  nestings: Array<{ outer: number; inner: number }>;
  assignments: Array<{ user: number; portalRole: number }>;
  directBindings: PlainBinding[];
  groupBindings: PlainBinding[];
  portalRoleBindings: PlainBinding[];
  baseline: number[];
  exempt: boolean[];
  groupLevels: number;
}

export interface PlainBinding {
  principal: number;
  resource: number;
  rank: number;
}

/** Random worlds: everything refers to something that is there. */
export const plainWorlds: fc.Arbitrary<PlainWorld> = fc
  .record({
    users: fc.integer({ min: 1, max: 8 }),
    groups: fc.integer({ min: 1, max: 8 }),
    portalRoles: fc.integer({ min: 1, max: 3 }),
    resources: fc.integer({ min: 1, max: 5 }),
    groupLevels: fc.integer({ min: 1, max: 4 }),
  })
  .chain(size => {
    const below = (count: number) => fc.nat({ max: count - 1 });
    const rank = fc.oneof(fc.nat({ max: 2 }), fc.constant(NO_ROLE));
    const bindings = (principals: number) =>
      fc.array(
        fc.record({
          principal: below(principals),
          resource: below(size.resources),
          rank,
        }),
        { maxLength: 25 },
      );
    return fc.record({
      users: fc.constant(size.users),
      groups: fc.constant(size.groups),
      portalRoles: fc.constant(size.portalRoles),
      resources: fc.constant(size.resources),
      groupLevels: fc.constant(size.groupLevels),
      memberships: fc.array(
        fc.record({ user: below(size.users), group: below(size.groups) }),
        { maxLength: 12 },
      ),
      nestings: fc.array(
        fc.record({ outer: below(size.groups), inner: below(size.groups) }),
        { maxLength: 12 },
      ),
      assignments: fc.array(
        fc.record({
          user: below(size.users),
          portalRole: below(size.portalRoles),
        }),
        { maxLength: 6 },
      ),
      directBindings: bindings(size.users),
      groupBindings: bindings(size.groups),
      portalRoleBindings: bindings(size.portalRoles),
      baseline: fc.array(
        fc.oneof({ weight: 3, arbitrary: fc.constant(NO_ROLE) }, fc.nat(2)),
        { minLength: size.resources, maxLength: size.resources },
      ),
      exempt: fc.array(fc.boolean(), {
        minLength: size.users,
        maxLength: size.users,
      }),
    });
  });

/** The same world, as the kernel knows it. */
export function toWorld(plain: PlainWorld): World {
  const bindingRows = (principals: number, bindings: PlainBinding[]) => {
    const rows = new RowsBuilder();
    rows.add(
      Int32Array.from(bindings, ({ principal }) => principal),
      Int32Array.from(bindings, ({ resource }) => resource),
      Uint8Array.from(bindings, ({ rank }) => rank),
    );
    return rows.toBindingRows(inOrder(principals), inOrder(plain.resources));
  };
  const pairs = (entries: Array<[row: number, value: number]>) => {
    const rows = new RowsBuilder();
    // In two parts, as they come from a database.
    const half = Math.floor(entries.length / 2);
    for (const part of [entries.slice(0, half), entries.slice(half)]) {
      rows.add(
        Int32Array.from(part, ([row]) => row),
        Int32Array.from(part, ([, value]) => value),
      );
    }
    return rows;
  };
  const memberships = pairs(
    plain.memberships.map(({ user, group }) => [user, group]),
  );
  const parents = pairs(
    plain.nestings.map(({ outer, inner }) => [inner, outer]),
  );
  const portalRoles = pairs(
    plain.assignments.map(({ user, portalRole }) => [user, portalRole]),
  );
  const direct = bindingRows(plain.users, plain.directBindings);
  const times = new Uint8Array(direct.resources.length);
  for (let user = 0; user < plain.users; user++) {
    times.fill(
      plain.exempt[user] ? BEFORE + AFTER : BEFORE,
      direct.offsets[user],
      direct.offsets[user + 1],
    );
  }
  return {
    memberships: memberships.toRows(
      inOrder(plain.users),
      inOrder(plain.groups),
    ),
    parents: parents.toRows(inOrder(plain.groups), inOrder(plain.groups)),
    portalRoles: portalRoles.toRows(
      inOrder(plain.users),
      inOrder(plain.portalRoles),
    ),
    groupBindings: bindingRows(plain.groups, plain.groupBindings),
    portalRoleBindings: bindingRows(
      plain.portalRoles,
      plain.portalRoleBindings,
    ),
    directBindings: { ...direct, times },
    baseline: Uint8Array.from(plain.baseline),
    memberBefore: new Uint8Array(plain.users).fill(1),
    memberAfter: Uint8Array.from({ length: plain.users }, (_, user) =>
      plain.exempt[user] || isGrouped(plain, user) ? 1 : 0,
    ),
    groupLevels: plain.groupLevels,
  };
}

/** Everything stays at its place. */
function inOrder(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => place);
}

/** Is somebody directly in a group? */
export function isGrouped(plain: PlainWorld, user: number): boolean {
  return plain.memberships.some(membership => membership.user === user);
}
