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

import { AFTER, BindingRows, NO_ROLE, Rows, World } from './World';

/** Row ids of what origins name, by number. */
export interface OriginIds {
  groups: Int32Array;
  portalRoles: Int32Array;
}

interface Origin {
  rank: number;
  stays: boolean;
  text: string;
}

/**
 * Says where the roles of a plan's change rows come from, as short texts that
 * hold for as long as the names they stand for are kept.
 *
 * A text is `<lost>|<kept>`: roles separated by `;`, the most powerful first,
 * each a rank and where it comes from: `d` direct, `b` baseline, `p12` the
 * portal role with id 12, `g3.15` the group with id 15, through group 3.
 */
export class OriginEncoder {
  readonly #slots: Int32Array;
  readonly #groupSeen: Int32Array;
  readonly #via: Int32Array;
  /** Groups are numbered by name, so ties between paths always end the same. */
  readonly #parents: Rows;
  #turn = 0;

  constructor(private readonly world: World, private readonly ids: OriginIds) {
    this.#slots = new Int32Array(world.baseline.length).fill(-1);
    this.#groupSeen = new Int32Array(ids.groups.length).fill(-1);
    this.#via = new Int32Array(ids.groups.length);
    this.#parents = sorted(world.parents);
  }

  /** One text for each of the resources. */
  ofUser(user: number, resources: Int32Array): string[] {
    const { world, ids } = this;
    const slots = this.#slots;
    const found: Origin[][] = Array.from(resources, () => []);
    resources.forEach((resource, slot) => {
      slots[resource] = slot;
    });
    const direct = world.directBindings;
    this.#each(direct, user, (slot, rank, i) =>
      found[slot].push({
        rank,
        stays: (direct.times[i] & AFTER) !== 0,
        text: 'd',
      }),
    );
    this.#eachGroup(user, group => {
      let path: string | undefined;
      this.#each(world.groupBindings, group, (slot, rank) => {
        path ??= `g${this.#pathTo(group)}`;
        found[slot].push({ rank, stays: true, text: path });
      });
    });
    const { portalRoles } = world;
    const end = portalRoles.offsets[user + 1];
    for (let i = portalRoles.offsets[user]; i < end; i++) {
      const portalRole = portalRoles.values[i];
      const text = `p${ids.portalRoles[portalRole]}`;
      this.#each(world.portalRoleBindings, portalRole, (slot, rank) =>
        found[slot].push({ rank, stays: true, text }),
      );
    }
    resources.forEach((resource, slot) => {
      if (world.baseline[resource] !== NO_ROLE) {
        const rank = world.baseline[resource];
        found[slot].push({ rank, stays: true, text: 'b' });
      }
      slots[resource] = -1;
    });
    return found.map(toText);
  }

  #each(
    bindings: BindingRows,
    principal: number,
    visit: (slot: number, rank: number, index: number) => void,
  ): void {
    const end = bindings.offsets[principal + 1];
    for (let i = bindings.offsets[principal]; i < end; i++) {
      const slot = this.#slots[bindings.resources[i]];
      if (slot >= 0 && bindings.ranks[i] !== NO_ROLE) {
        visit(slot, bindings.ranks[i], i);
      }
    }
  }

  /** The groups around somebody, each once, by the shortest path to it. */
  #eachGroup(user: number, visit: (group: number) => void): void {
    const { memberships, groupLevels } = this.world;
    // Whoever was asked about before may be asked about again.
    const turn = ++this.#turn;
    let inner: number[] = [];
    const reach = (
      groups: Int32Array,
      start: number,
      end: number,
      via: number,
    ) => {
      for (let i = start; i < end; i++) {
        const group = groups[i];
        if (this.#groupSeen[group] !== turn) {
          this.#groupSeen[group] = turn;
          this.#via[group] = via;
          inner.push(group);
        }
      }
    };
    const direct = memberships.values
      .slice(memberships.offsets[user], memberships.offsets[user + 1])
      .sort();
    reach(direct, 0, direct.length, -1);
    for (let level = 1; inner.length > 0; level++) {
      inner.forEach(visit);
      const reached = inner;
      inner = [];
      if (level < groupLevels) {
        const { offsets, values } = this.#parents;
        for (const group of reached) {
          reach(values, offsets[group], offsets[group + 1], group);
        }
      }
    }
  }

  #pathTo(group: number): string {
    const path: number[] = [];
    for (let at = group; at >= 0; at = this.#via[at]) {
      path.unshift(this.ids.groups[at]);
    }
    return path.join('.');
  }
}

function sorted({ offsets, values }: Rows): Rows {
  const ordered = values.slice();
  for (let row = 0; row + 1 < offsets.length; row++) {
    ordered.subarray(offsets[row], offsets[row + 1]).sort();
  }
  return { offsets, values: ordered };
}

function toText(origins: Origin[]): string {
  origins.sort((a, b) => a.rank - b.rank);
  const side = (stays: boolean) =>
    origins
      .filter(origin => origin.stays === stays)
      .map(({ rank, text }) => `${rank}${text}`)
      .join(';');
  return `${side(false)}|${side(true)}`;
}
