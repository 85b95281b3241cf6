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

import { HolderRows, holdersIn } from './holdersIn';
import { OriginLists } from './OriginLists';
import { AFTER, BindingRows, NO_ROLE, Rows, World } from './World';

/** Row ids of what origins name, by number. */
export interface OriginIds {
  groups: Int32Array;
  portalRoles: Int32Array;
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
  /** The groups around somebody, nearest first. */
  readonly #around: Int32Array;
  /** By group: its place among those. */
  readonly #places: Int32Array;
  readonly #groupsOn: HolderRows;
  /** Groups are numbered by name, so ties between paths always end the same. */
  readonly #parents: Rows;
  readonly #portalRoleTexts: string[];
  readonly #origins = new OriginLists();
  #turn = 0;

  constructor(private readonly world: World, private readonly ids: OriginIds) {
    this.#slots = new Int32Array(world.baseline.length).fill(-1);
    this.#groupSeen = new Int32Array(ids.groups.length).fill(-1);
    this.#via = new Int32Array(ids.groups.length);
    this.#around = new Int32Array(ids.groups.length);
    this.#places = new Int32Array(ids.groups.length);
    this.#groupsOn = holdersIn(world.groupBindings, world.baseline.length);
    this.#parents = sorted(world.parents);
    this.#portalRoleTexts = Array.from(ids.portalRoles, id => `p${id}`);
  }

  /** One text for each of the resources. */
  ofUser(user: number, resources: Int32Array): string[] {
    const { world } = this;
    this.#origins.begin(resources.length);
    for (let slot = 0; slot < resources.length; slot++) {
      this.#slots[resources[slot]] = slot;
    }
    this.#addDirect(user);
    this.#addGroups(user, resources);
    const { offsets, values } = world.portalRoles;
    for (let i = offsets[user]; i < offsets[user + 1]; i++) {
      const text = this.#portalRoleTexts[values[i]];
      this.#addStaying(world.portalRoleBindings, values[i], () => text);
    }
    const texts: string[] = new Array(resources.length);
    for (let slot = 0; slot < resources.length; slot++) {
      const baseline = world.baseline[resources[slot]];
      if (baseline !== NO_ROLE) {
        this.#origins.add(slot, baseline, true, 'b');
      }
      this.#slots[resources[slot]] = -1;
      texts[slot] = this.#origins.toText(slot);
    }
    return texts;
  }

  #addDirect(user: number): void {
    const { offsets, resources, ranks, times } = this.world.directBindings;
    for (let i = offsets[user]; i < offsets[user + 1]; i++) {
      const slot = this.#slots[resources[i]];
      if (slot >= 0 && ranks[i] !== NO_ROLE) {
        this.#origins.add(slot, ranks[i], (times[i] & AFTER) !== 0, 'd');
      }
    }
  }

  /**
   * Looks at all that the groups around somebody hold, or at all groups that
   * hold a role on the resources, whichever is less.
   */
  #addGroups(user: number, resources: Int32Array): void {
    const around = this.#around;
    const end = this.#reachAround(user);
    const { groupBindings } = this.world;
    let held = 0;
    for (let place = 0; place < end; place++) {
      const group = around[place];
      this.#places[group] = place;
      held += groupBindings.offsets[group + 1] - groupBindings.offsets[group];
    }
    const { offsets } = this.#groupsOn;
    let holders = 0;
    for (const resource of resources) {
      holders += offsets[resource + 1] - offsets[resource];
    }
    if (held <= holders) {
      for (let place = 0; place < end; place++) {
        const group = around[place];
        this.#addStaying(groupBindings, group, () => this.#pathTo(group));
      }
    } else {
      resources.forEach((resource, slot) => this.#addHolders(slot, resource));
    }
  }

  /** Adds the groups around somebody that hold a role on a resource. */
  #addHolders(slot: number, resource: number): void {
    const { offsets, principals, ranks } = this.#groupsOn;
    const found: number[] = [];
    for (let i = offsets[resource]; i < offsets[resource + 1]; i++) {
      if (
        this.#groupSeen[principals[i]] === this.#turn &&
        ranks[i] !== NO_ROLE
      ) {
        found.push(i);
      }
    }
    const placeOf = (i: number) => this.#places[principals[i]];
    found.sort((a, b) => placeOf(a) - placeOf(b));
    for (const i of found) {
      this.#origins.add(slot, ranks[i], true, this.#pathTo(principals[i]));
    }
  }

  /** @returns how many groups are around somebody */
  #reachAround(user: number): number {
    const around = this.#around;
    // Whoever was asked about before may be asked about again.
    this.#turn++;
    let end = this.#reach(this.world.memberships, user, -1, 0);
    around.subarray(0, end).sort();
    const { groupLevels } = this.world;
    for (let level = 1, start = 0; level < groupLevels; level++) {
      const reached = end;
      for (let place = start; place < reached; place++) {
        end = this.#reach(this.#parents, around[place], around[place], end);
      }
      start = reached;
    }
    return end;
  }

  /**
   * Notes the groups of a row that were not reached before.
   *
   * @param end - where the groups around somebody end now
   * @returns where they end afterwards
   */
  #reach(rows: Rows, row: number, via: number, end: number): number {
    let last = end;
    for (let i = rows.offsets[row]; i < rows.offsets[row + 1]; i++) {
      const group = rows.values[i];
      if (this.#groupSeen[group] !== this.#turn) {
        this.#groupSeen[group] = this.#turn;
        this.#via[group] = via;
        this.#around[last++] = group;
      }
    }
    return last;
  }

  #addStaying(
    { offsets, resources, ranks }: BindingRows,
    principal: number,
    toText: () => string,
  ): void {
    let text: string | undefined;
    const end = offsets[principal + 1];
    for (let i = offsets[principal]; i < end; i++) {
      const slot = this.#slots[resources[i]];
      if (slot >= 0 && ranks[i] !== NO_ROLE) {
        text ??= toText();
        this.#origins.add(slot, ranks[i], true, text);
      }
    }
  }

  #pathTo(group: number): string {
    let path = '';
    for (let at = group; at >= 0; at = this.#via[at]) {
      path =
        path === ''
          ? `${this.ids.groups[at]}`
          : `${this.ids.groups[at]}.${path}`;
    }
    return `g${path}`;
  }
}

function sorted({ offsets, values }: Rows): Rows {
  const ordered = values.slice();
  for (let row = 0; row + 1 < offsets.length; row++) {
    ordered.subarray(offsets[row], offsets[row + 1]).sort();
  }
  return { offsets, values: ordered };
}
