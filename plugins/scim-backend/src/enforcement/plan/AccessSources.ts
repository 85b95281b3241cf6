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

import { AccessGrant, AccessOrigin } from '@backstage-scim/plugin-scim-common';
import { toGroupSummary } from '../../directory';
import { AFTER, BindingRows, NO_ROLE, World } from '../kernel';
import { Snapshot } from '../snapshot';

/** The sources of a role on a resource that go, and those that stay. */
export interface Sources {
  lost: AccessGrant[];
  kept: AccessGrant[];
}

interface RankedGrant {
  rank: number;
  stays: boolean;
  origin: AccessOrigin;
}

/** Says where the roles of a plan's change rows come from. */
export class AccessSources {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly world: World,
  ) {}

  /** Sources of what somebody holds on these resources. */
  ofUser(user: number, resources: Iterable<number>): Map<number, Sources> {
    const found = new Map<number, RankedGrant[]>();
    for (const resource of resources) {
      found.set(resource, []);
    }
    const add = (
      resource: number,
      rank: number,
      origin: () => AccessOrigin,
      stays: boolean = true,
    ) => {
      if (rank !== NO_ROLE) {
        found.get(resource)?.push({ rank, stays, origin: origin() });
      }
    };

    const { directBindings, portalRoles, portalRoleBindings } = this.world;
    eachBinding(directBindings, user, (resource, rank, i) => {
      const stays = (directBindings.times[i] & AFTER) !== 0;
      add(resource, rank, () => ({ type: 'direct' }), stays);
    });
    for (const { group, path } of this.#groupsOf(user)) {
      eachBinding(this.world.groupBindings, group, (resource, rank) =>
        add(resource, rank, () => ({
          type: 'group',
          group: this.#groupSummary(group),
          path,
        })),
      );
    }
    for (const portalRole of row(portalRoles, user)) {
      const { uuid, name } = this.snapshot.portalRoles[portalRole];
      eachBinding(portalRoleBindings, portalRole, (resource, rank) =>
        add(resource, rank, () => ({ type: 'portalRole', id: uuid, name })),
      );
    }
    for (const resource of found.keys()) {
      add(resource, this.world.baseline[resource], () => ({
        type: 'baseline',
      }));
    }

    return new Map(
      Array.from(found, ([resource, grants]) => [
        resource,
        this.#toSources(resource, grants),
      ]),
    );
  }

  #toSources(resource: number, grants: RankedGrant[]): Sources {
    const { roles } = this.snapshot.resources[resource];
    grants.sort((a, b) => a.rank - b.rank);
    const toGrant = ({ rank, origin }: RankedGrant) => ({
      role: roles[rank],
      origin,
    });
    return {
      lost: grants.filter(grant => !grant.stays).map(toGrant),
      kept: grants.filter(grant => grant.stays).map(toGrant),
    };
  }

  #groupSummary(group: number) {
    const found = this.snapshot.groups[group];
    return toGroupSummary(found, found.connection);
  }

  /** The groups around somebody, each once, by the shortest path to it. */
  #groupsOf(user: number): Array<{ group: number; path: string[] }> {
    const { groups } = this.snapshot;
    const found: Array<{ group: number; path: string[] }> = [];
    const seen = new Set<number>();
    let inner = [
      { next: row(this.world.memberships, user), path: [] as string[] },
    ];
    for (let level = 1; level <= this.world.groupLevels; level++) {
      const outer: typeof inner = [];
      for (const { next, path } of inner) {
        // Groups are numbered by name, so ties between paths end the same way
        // every time.
        for (const group of [...next].sort((a, b) => a - b)) {
          if (!seen.has(group)) {
            seen.add(group);
            const reached = [...path, groups[group].display_name];
            found.push({ group, path: reached });
            outer.push({ next: row(this.world.parents, group), path: reached });
          }
        }
      }
      inner = outer;
    }
    return found;
  }
}

function row(rows: World['memberships'], index: number): Int32Array {
  return rows.values.subarray(rows.offsets[index], rows.offsets[index + 1]);
}

function eachBinding(
  bindings: BindingRows,
  principal: number,
  visit: (resource: number, rank: number, index: number) => void,
): void {
  const end = bindings.offsets[principal + 1];
  for (let i = bindings.offsets[principal]; i < end; i++) {
    visit(bindings.resources[i], bindings.ranks[i], i);
  }
}
