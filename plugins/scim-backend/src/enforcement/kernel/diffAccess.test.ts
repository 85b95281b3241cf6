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
  isGrouped,
  PlainBinding,
  PlainWorld,
  plainWorlds,
  toWorld,
} from '../__testUtils__/plainWorlds';
import { diffAccess } from './diffAccess';
import { ranksOn } from './ranksOn';
import { NO_ROLE, World } from './World';

/** Does somebody belong to a group, within so many levels? */
function belongs(
  plain: PlainWorld,
  user: number,
  group: number,
  levels: number,
): boolean {
  return (
    levels > 0 &&
    (plain.memberships.some(
      membership => membership.user === user && membership.group === group,
    ) ||
      plain.nestings.some(
        ({ outer, inner }) =>
          outer === group && belongs(plain, user, inner, levels - 1),
      ))
  );
}

/** The rank that somebody holds on a resource, as the definition says. */
function effective(
  plain: PlainWorld,
  user: number,
  resource: number,
  options: { direct: boolean },
): number {
  const on = (binding: PlainBinding) => binding.resource === resource;
  return Math.min(
    NO_ROLE,
    plain.baseline[resource],
    ...plain.directBindings
      .filter(on)
      .filter(({ principal }) => options.direct && principal === user)
      .map(({ rank }) => rank),
    ...plain.groupBindings
      .filter(on)
      .filter(({ principal }) =>
        belongs(plain, user, principal, plain.groupLevels),
      )
      .map(({ rank }) => rank),
    ...plain.portalRoleBindings
      .filter(on)
      .filter(({ principal }) =>
        plain.assignments.some(
          one => one.user === user && one.portalRole === principal,
        ),
      )
      .map(({ rank }) => rank),
  );
}

/** The diff, as the definition says. */
function naiveDiff(plain: PlainWorld) {
  const changes: number[][] = [];
  const memberships: number[] = [];
  const shifted = Array<number>(plain.resources).fill(0);
  const toggled = Array<number>(plain.resources).fill(0);
  for (let user = 0; user < plain.users; user++) {
    const stays = plain.exempt[user] || isGrouped(plain, user);
    if (!stays) {
      memberships.push(user);
    }
    for (let resource = 0; resource < plain.resources; resource++) {
      const before = effective(plain, user, resource, { direct: true });
      const after = stays
        ? effective(plain, user, resource, { direct: plain.exempt[user] })
        : NO_ROLE;
      if (before !== after) {
        if (stays) {
          changes.push([user, resource, before, after]);
        }
        if (after === NO_ROLE) {
          toggled[resource]++;
        } else {
          shifted[resource]++;
        }
      }
    }
  }
  return { changes, memberships, shifted, toggled };
}

/** What the kernel found, in the form of {@link naiveDiff}. */
function kernelDiff(world: World) {
  const { changes, memberships, shifted, toggled } = diffAccess(world);
  return {
    changes: Array.from(changes.users, (user, i) => [
      user,
      changes.resources[i],
      changes.oldRanks[i],
      changes.newRanks[i],
    ]),
    memberships: [...memberships],
    shifted: [...shifted],
    toggled: [...toggled],
  };
}

const runs = { numRuns: 1000 };

describe('diffAccess', () => {
  it('finds in any world what the definition says', () => {
    fc.assert(
      fc.property(plainWorlds, plain => {
        expect(kernelDiff(toWorld(plain))).toEqual(naiveDiff(plain));
      }),
      runs,
    );
  });

  it('never gives anybody more than they had', () => {
    fc.assert(
      fc.property(plainWorlds, plain => {
        const { oldRanks, newRanks } = diffAccess(toWorld(plain)).changes;
        oldRanks.forEach((rank, i) =>
          expect(newRanks[i]).toBeGreaterThan(rank),
        );
      }),
      runs,
    );
  });

  it('does not care about the order of its input', () => {
    fc.assert(
      fc.property(plainWorlds, plain => {
        const reversed = {
          ...plain,
          memberships: [...plain.memberships].reverse(),
          nestings: [...plain.nestings].reverse(),
          assignments: [...plain.assignments].reverse(),
          directBindings: [...plain.directBindings].reverse(),
          groupBindings: [...plain.groupBindings].reverse(),
          portalRoleBindings: [...plain.portalRoleBindings].reverse(),
        };
        expect(kernelDiff(toWorld(reversed))).toEqual(
          kernelDiff(toWorld(plain)),
        );
      }),
      runs,
    );
  });

  it('touches nobody who is exempt', () => {
    fc.assert(
      fc.property(plainWorlds, plain => {
        const { changes, memberships } = kernelDiff(toWorld(plain));
        const affected = [...changes.map(([user]) => user), ...memberships];
        expect(affected.filter(user => plain.exempt[user])).toEqual([]);
      }),
      runs,
    );
  });

  it('finds nothing more once the bindings are gone', () => {
    fc.assert(
      fc.property(plainWorlds, plain => {
        const gone = {
          ...plain,
          directBindings: plain.directBindings.filter(
            ({ principal }) => plain.exempt[principal],
          ),
        };
        expect(kernelDiff(toWorld(gone)).changes).toEqual([]);
      }),
      runs,
    );
  });
});

describe('ranksOn', () => {
  it('agrees with the definition on every resource', () => {
    fc.assert(
      fc.property(plainWorlds, plain => {
        const world = toWorld(plain);
        for (let resource = 0; resource < plain.resources; resource++) {
          const { before, after } = ranksOn(world, resource);
          for (let user = 0; user < plain.users; user++) {
            expect(before[user]).toBe(
              effective(plain, user, resource, { direct: true }),
            );
            expect(after[user]).toBe(
              world.memberAfter[user]
                ? effective(plain, user, resource, {
                    direct: plain.exempt[user],
                  })
                : NO_ROLE,
            );
          }
        }
      }),
      runs,
    );
  });
});
