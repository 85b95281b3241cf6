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
import {
  PlainBinding,
  PlainWorld,
  plainWorlds,
  toWorld,
} from '../__testUtils__/plainWorlds';
import { OriginEncoder } from './OriginEncoder';
import { NO_ROLE } from './World';

/** Row ids, so that nobody takes a number for one. */
const groupId = (group: number) => 100 + group;
const portalRoleId = (portalRole: number) => 200 + portalRole;

/** The groups around somebody, nearest first, and the way to each. */
function waysOf(plain: PlainWorld, user: number): Map<number, string> {
  const ways = new Map<number, string>();
  const numbers = (groups: number[]) => [...new Set(groups)].sort();
  const inside = (group: number) =>
    numbers(
      plain.nestings
        .filter(({ inner }) => inner === group)
        .map(({ outer }) => outer),
    );
  let level = numbers(
    plain.memberships
      .filter(membership => membership.user === user)
      .map(({ group }) => group),
  );
  level.forEach(group => ways.set(group, `g${groupId(group)}`));
  for (let depth = 1; depth < plain.groupLevels; depth++) {
    const next: number[] = [];
    for (const group of level) {
      for (const outer of inside(group).filter(one => !ways.has(one))) {
        ways.set(outer, `${ways.get(group)}.${groupId(outer)}`);
        next.push(outer);
      }
    }
    level = next;
  }
  return ways;
}

/** What the texts of {@link OriginEncoder} are defined to say. */
function plainOrigins(
  plain: PlainWorld,
  user: number,
  resource: number,
): string {
  const lost: Array<[rank: number, text: string]> = [];
  const kept: Array<[rank: number, text: string]> = [];
  const heldBy = (bindings: PlainBinding[], principal: number) =>
    bindings.filter(
      one =>
        one.principal === principal &&
        one.resource === resource &&
        one.rank !== NO_ROLE,
    );
  for (const { rank } of heldBy(plain.directBindings, user)) {
    (plain.exempt[user] ? kept : lost).push([rank, 'd']);
  }
  for (const [group, way] of waysOf(plain, user)) {
    for (const { rank } of heldBy(plain.groupBindings, group)) {
      kept.push([rank, way]);
    }
  }
  for (const { portalRole } of plain.assignments.filter(
    assignment => assignment.user === user,
  )) {
    for (const { rank } of heldBy(plain.portalRoleBindings, portalRole)) {
      kept.push([rank, `p${portalRoleId(portalRole)}`]);
    }
  }
  if (plain.baseline[resource] !== NO_ROLE) {
    kept.push([plain.baseline[resource], 'b']);
  }
  return [lost, kept]
    .map(origins =>
      origins
        .sort(([a], [b]) => a - b)
        .map(([rank, text]) => `${rank}${text}`)
        .join(';'),
    )
    .join('|');
}

describe('OriginEncoder', () => {
  it('says in any world where the roles on any resources come from', () => {
    fc.assert(
      fc.property(plainWorlds, fc.nat(31), (plain, chosen) => {
        const encoder = new OriginEncoder(toWorld(plain), {
          groups: Int32Array.from({ length: plain.groups }, (_, group) =>
            groupId(group),
          ),
          portalRoles: Int32Array.from(
            { length: plain.portalRoles },
            (_, portalRole) => portalRoleId(portalRole),
          ),
        });
        const resources = Array.from(Array(plain.resources).keys()).filter(
          resource => (chosen >> resource) % 2 === 0,
        );
        for (let user = 0; user < plain.users; user++) {
          expect(encoder.ofUser(user, Int32Array.from(resources))).toEqual(
            resources.map(resource => plainOrigins(plain, user, resource)),
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});
