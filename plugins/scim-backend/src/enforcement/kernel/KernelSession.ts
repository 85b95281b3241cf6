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

import { administratorsIn } from './administratorsIn';
import { encodeChanges } from './changePages';
import { AccessDiff, diffAccess } from './diffAccess';
import { fingerprintOf, movedBindings } from './fingerprintOf';
import { insideImpact } from './insideImpact';
import {
  KernelBatch,
  KernelRequest,
  KernelResourceType,
  KernelSetup,
  KernelTask,
  UNKNOWN_TYPE,
} from './KernelInput';
import { KernelResult } from './KernelResult';
import { mergeBindings } from './mergeBindings';
import { mostAffected } from './mostAffected';
import { UNKNOWN } from './Numbering';
import { byTexts, orderBy, placesOf } from './orderBy';
import {
  OrderedMemberships,
  OrderedPrincipals,
  orderMemberships,
  orderPrincipals,
} from './orderPrincipals';
import { OrganizationIntake } from './OrganizationIntake';
import { OriginEncoder } from './OriginEncoder';
import { AFTER, BEFORE, BindingRows, NO_ROLE, Rows, World } from './World';

/** The place of each thing in its list, by number. */
type Places = OrderedPrincipals['places'] & { resources: Int32Array };

/** What the fingerprint and the change rows are made from. */
interface Computed {
  heading: string;
  bindings: number;
  order: KernelResult['order'];
  world: World;
  diff: AccessDiff;
}

/**
 * Takes in an organization part by part and computes a plan of it. Pure: no
 * database, and no threads.
 */
export class KernelSession {
  readonly #intake: OrganizationIntake;
  #orderedPrincipals: OrderedPrincipals | undefined;
  #orderedMemberships: OrderedMemberships | undefined;
  #computed: Computed | undefined;

  constructor(private readonly setup: KernelSetup) {
    this.#intake = new OrganizationIntake(setup);
  }

  /** What is complete is put in order at once, while the rest still comes. */
  add(batch: KernelBatch): void {
    switch (batch.type) {
      case 'complete':
        if (batch.what === 'principals') {
          this.#principals();
        } else {
          this.#memberships();
        }
        break;
      case 'users':
      case 'groups':
      case 'portalRoles':
        if (this.#orderedPrincipals) {
          throw new Error(`More ${batch.type} came after all had come.`);
        }
        this.#intake.add(batch);
        break;
      default:
        this.#intake.add(batch);
    }
  }

  compute({ task, heading }: KernelRequest): KernelResult {
    const principals = this.#principals();
    const order = { ...principals.order, resources: this.#resourceOrder() };
    const places = {
      ...principals.places,
      resources: placesOf(order.resources),
    };
    const world = this.#world(task, places);
    const diff = diffAccess(world);
    const bindings =
      task.kind === 'enforce'
        ? this.#goingBindings(task, world, order.resources)
        : this.#intake.restoredCount;
    this.#computed = { heading, bindings, order, world, diff };
    return {
      order,
      diff,
      memberAfter: world.memberAfter,
      moved: Int32Array.from(diff.memberships, user =>
        movedBindings(world, user),
      ),
      affected: mostAffected(diff),
      inside: insideImpact(world, diff, this.#parentPlaces(order.resources)),
      administrators: administratorsIn(
        world,
        this.#ranksByPlace(
          places.resources,
          ({ administrator }) => administrator,
        ),
      ),
      bindings,
    };
  }

  /** The fingerprint of what was computed: see {@link fingerprintOf}. */
  fingerprint(): string {
    const { heading, bindings, order, world, diff } = this.#computed!;
    const { users, resources } = order;
    return fingerprintOf(JSON.stringify([heading, bindings]), world, diff, {
      user: user => this.#intake.userUuids[users[user]],
      resource: resource => this.#intake.keys[resources[resource]],
      role: this.#roleNames(resources),
    });
  }

  /**
   * The change rows of what was computed, as {@link encodeChanges} has them.
   */
  changePages(): Generator<string> {
    const { order, world, diff } = this.#computed!;
    const { users, groups, resources } = order;
    return encodeChanges(
      diff,
      {
        user: user => this.#intake.users.ids[users[user]],
        resource: resource => this.#intake.resources.ids[resources[resource]],
        role: this.#roleNames(resources),
      },
      new OriginEncoder(world, {
        groups: groups.map(group => this.#intake.groups.ids[group]),
        portalRoles: Int32Array.from(this.#intake.portalRoles.ids),
      }),
    );
  }

  #principals(): OrderedPrincipals {
    this.#orderedPrincipals ??= orderPrincipals(this.#intake);
    return this.#orderedPrincipals;
  }

  #memberships(): OrderedMemberships {
    this.#orderedMemberships ??= orderMemberships(
      this.#intake,
      this.#principals(),
    );
    return this.#orderedMemberships;
  }

  #world(task: KernelTask, places: Places): World {
    const { users, groups, portalRoles, resources } = places;
    const members = this.#memberships();
    const direct = this.#intake.direct.toBindingRows(users, resources);
    const restored = this.#intake.restored.toBindingRows(users, resources);
    return {
      ...members,
      groupBindings: this.#intake.ofGroups.toBindingRows(groups, resources),
      portalRoleBindings: this.#intake.ofPortalRoles.toBindingRows(
        portalRoles,
        resources,
      ),
      baseline: this.#ranksByPlace(resources, ({ baseline }) => baseline),
      groupLevels: this.setup.groupLevels,
      ...(task.kind === 'enforce'
        ? this.#enforced(task, places, members.memberships, direct)
        : this.#rolledBack(users, direct, restored)),
    };
  }

  /** By place of the resource: a rank that its type has. */
  #ranksByPlace(
    places: Int32Array,
    rankOfType: (type: KernelResourceType) => number,
  ): Uint8Array {
    const ranks = new Uint8Array(places.length).fill(NO_ROLE);
    places.forEach((place, number) => {
      const type = this.setup.types[this.#intake.types[number]];
      if (type) {
        ranks[place] = rankOfType(type);
      }
    });
    return ranks;
  }

  /**
   * Direct bindings are gone, and so are the memberships of people in no active
   * group, as far as the task reaches. Exempt people keep both.
   */
  #enforced(
    task: Extract<KernelTask, { kind: 'enforce' }>,
    places: Places,
    memberships: Rows,
    direct: BindingRows,
  ) {
    const reached = this.#reachedPeople(task, places.users);
    const inReach = new Uint8Array(places.resources.length).fill(
      task.resources ? 0 : 1,
    );
    for (const id of task.resources ?? []) {
      const number = this.#intake.resources.of(id);
      if (number !== UNKNOWN) {
        inReach[places.resources[number]] = 1;
      }
    }
    const memberAfter = new Uint8Array(reached.length).fill(1);
    const times = new Uint8Array(direct.resources.length).fill(BEFORE | AFTER);
    for (let user = 0; user < reached.length; user++) {
      if (reached[user]) {
        const { offsets } = memberships;
        if (task.endsMemberships && offsets[user] === offsets[user + 1]) {
          memberAfter[user] = 0;
        }
        for (let i = direct.offsets[user]; i < direct.offsets[user + 1]; i++) {
          if (inReach[direct.resources[i]]) {
            times[i] = BEFORE;
          }
        }
      }
    }
    return {
      directBindings: { ...direct, times },
      memberBefore: new Uint8Array(reached.length).fill(1),
      memberAfter,
    };
  }

  /** By place: 1 for those whose direct bindings go. */
  #reachedPeople(
    { users, exempt }: Extract<KernelTask, { kind: 'enforce' }>,
    places: Int32Array,
  ): Uint8Array {
    const reached = new Uint8Array(places.length).fill(users ? 0 : 1);
    const mark = (ids: number[], value: number) => {
      for (const id of ids) {
        const number = this.#intake.users.of(id);
        if (number !== UNKNOWN) {
          reached[places[number]] = value;
        }
      }
    };
    mark(users ?? [], 1);
    mark(exempt, 0);
    return reached;
  }

  /** The restored bindings come back, and everybody listed is a member. */
  #rolledBack(users: Int32Array, present: BindingRows, restored: BindingRows) {
    const memberBefore = new Uint8Array(users.length);
    users.forEach((place, number) => {
      memberBefore[place] = this.#intake.members[number];
    });
    return {
      directBindings: mergeBindings(present, restored),
      memberBefore,
      memberAfter: new Uint8Array(users.length).fill(1),
    };
  }

  /**
   * Counts the direct bindings of the local source, whose ids are above 0, that
   * go; those of people who are not listed as well.
   */
  #goingBindings(
    task: Extract<KernelTask, { kind: 'enforce' }>,
    { directBindings: { times, resources } }: World,
    order: Int32Array,
  ): number {
    let count = 0;
    for (let i = 0; i < times.length; i++) {
      const resource = this.#intake.resources.ids[order[resources[i]]];
      if (times[i] === BEFORE && resource > 0) {
        count++;
      }
    }
    const staying = new Set(task.exempt);
    const named = task.users && new Set(task.users);
    const inReach = task.resources && new Set(task.resources);
    const { resources: strayResources, principals } = this.#intake.strays;
    principals.forEach((principal, i) => {
      if (
        !staying.has(principal) &&
        (!named || named.has(principal)) &&
        (!inReach || inReach.has(strayResources[i]))
      ) {
        count++;
      }
    });
    return count;
  }

  #resourceOrder(): Int32Array {
    const byName = byTexts(
      this.#intake.labels,
      this.#intake.refs,
      this.#intake.keys,
    );
    const last = this.setup.types.length;
    const typeOf = (number: number) =>
      this.#intake.types[number] === UNKNOWN_TYPE
        ? last
        : this.#intake.types[number];
    return orderBy(
      this.#intake.labels.length,
      (a, b) => typeOf(a) - typeOf(b) || byName(a, b),
    );
  }

  #parentPlaces(order: Int32Array): Int32Array {
    const places = placesOf(order);
    return order.map(number => {
      const parent = this.#intake.resources.of(this.#intake.parents[number]);
      return parent === UNKNOWN ? -1 : places[parent];
    });
  }

  /** @param order - numbers of resources by their places */
  #roleNames(
    order: Int32Array,
  ): (place: number, rank: number) => string | undefined {
    return (place, rank) =>
      this.setup.types[this.#intake.types[order[place]]]?.roles[rank];
  }
}
