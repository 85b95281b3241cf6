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

import { foldCase } from '../../database/foldCase';
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
import { Numbering, UNKNOWN } from './Numbering';
import { byTexts, orderBy, placesOf } from './orderBy';
import { OriginEncoder } from './OriginEncoder';
import { RowsBuilder } from './RowsBuilder';
import { AFTER, BEFORE, BindingRows, NO_ROLE, Rows, World } from './World';

type Batch<T extends KernelBatch['type']> = Extract<KernelBatch, { type: T }>;

/** Lists and the place of each thing in them. */
interface Places {
  users: Int32Array;
  groups: Int32Array;
  portalRoles: Int32Array;
  resources: Int32Array;
}

/** What change rows are written from. */
interface Computed {
  order: KernelResult['order'];
  world: World;
  diff: AccessDiff;
}

/**
 * Takes in an organization part by part and computes a plan of it. Pure: no
 * database, and no threads.
 */
export class KernelSession {
  readonly #users = new Numbering();
  readonly #groups = new Numbering();
  readonly #portalRoles = new Numbering();
  readonly #resources = new Numbering();
  readonly #userNames: string[] = [];
  readonly #userUuids: string[] = [];
  readonly #members: number[] = [];
  readonly #groupNames: string[] = [];
  readonly #types: number[] = [];
  /** Ids, not numbers. */
  readonly #parents: number[] = [];
  readonly #keys: string[] = [];
  readonly #labels: string[] = [];
  readonly #refs: string[] = [];
  readonly #memberships = new RowsBuilder();
  readonly #subgroups = new RowsBuilder();
  readonly #heldPortalRoles = new RowsBuilder();
  readonly #direct = new RowsBuilder();
  readonly #restored = new RowsBuilder();
  readonly #ofGroups = new RowsBuilder();
  readonly #ofPortalRoles = new RowsBuilder();
  /** Direct bindings by resource, those of people who are not listed as well. */
  readonly #directBatches: Array<
    Pick<Batch<'bindings'>, 'resources' | 'principals'>
  > = [];
  #restoredCount = 0;
  #computed: Computed | undefined;

  constructor(private readonly setup: KernelSetup) {}

  add(batch: KernelBatch): void {
    switch (batch.type) {
      case 'users':
        batch.ids.forEach(id => this.#users.add(id));
        append(this.#members, batch.members);
        append(this.#userNames, batch.names.map(foldCase));
        append(this.#userUuids, batch.uuids);
        break;
      case 'groups':
        batch.ids.forEach(id => this.#groups.add(id));
        append(this.#groupNames, batch.names.map(foldCase));
        break;
      case 'portalRoles':
        batch.ids.forEach(id => this.#portalRoles.add(id));
        break;
      case 'resources':
        batch.ids.forEach(id => this.#resources.add(id));
        append(this.#types, batch.types);
        append(this.#parents, batch.parents);
        append(this.#keys, batch.keys);
        break;
      case 'resourceNames':
        append(this.#labels, batch.labels.map(foldCase));
        append(this.#refs, batch.refs);
        break;
      case 'memberships':
        addPairs(this.#memberships, batch, this.#users, this.#groups);
        break;
      case 'subgroups':
        addPairs(this.#subgroups, batch, this.#groups, this.#groups);
        break;
      case 'portalRoleHolders':
        addPairs(this.#heldPortalRoles, batch, this.#users, this.#portalRoles);
        break;
      default:
        this.#addBindings(batch);
    }
  }

  compute({ task, heading }: KernelRequest): KernelResult {
    const order = {
      users: orderBy(
        this.#userNames.length,
        byTexts(this.#userNames, this.#userUuids),
      ),
      groups: orderBy(this.#groupNames.length, byTexts(this.#groupNames)),
      resources: this.#resourceOrder(),
    };
    const portalRoles = Int32Array.from(this.#portalRoles.ids.keys());
    const places = {
      users: placesOf(order.users),
      groups: placesOf(order.groups),
      portalRoles,
      resources: placesOf(order.resources),
    };
    const world = this.#world(task, places);
    const diff = diffAccess(world);
    const bindings =
      task.kind === 'enforce' ? this.#goingBindings(task) : this.#restoredCount;
    const { users, resources } = order;
    this.#computed = { order, world, diff };
    return {
      order,
      diff,
      memberAfter: world.memberAfter,
      moved: Int32Array.from(diff.memberships, user =>
        movedBindings(world, user),
      ),
      affected: mostAffected(diff),
      inside: insideImpact(world, diff, this.#parentPlaces(resources)),
      administrators: administratorsIn(
        world,
        this.#ranksByPlace(
          places.resources,
          ({ administrator }) => administrator,
        ),
      ),
      bindings,
      fingerprint: fingerprintOf(
        JSON.stringify([heading, bindings]),
        world,
        diff,
        {
          user: user => this.#userUuids[users[user]],
          resource: resource => this.#keys[resources[resource]],
          role: (resource, rank) => this.#rolesOf(resources[resource])[rank],
        },
      ),
    };
  }

  /**
   * The change rows of what was computed, as {@link encodeChanges} has them.
   */
  changePages(): string[] {
    const { order, world, diff } = this.#computed!;
    const { users, groups, resources } = order;
    return encodeChanges(
      diff,
      {
        user: user => this.#users.ids[users[user]],
        resource: resource => this.#resources.ids[resources[resource]],
        role: (resource, rank) => this.#rolesOf(resources[resource])[rank],
      },
      new OriginEncoder(world, {
        groups: groups.map(group => this.#groups.ids[group]),
        portalRoles: Int32Array.from(this.#portalRoles.ids),
      }),
    );
  }

  #addBindings(batch: Batch<'bindings'>): void {
    const { principalType, role, resources, principals } = batch;
    const [rows, numbers] = {
      user: [this.#direct, this.#users] as const,
      restored: [this.#restored, this.#users] as const,
      group: [this.#ofGroups, this.#groups] as const,
      portalRole: [this.#ofPortalRoles, this.#portalRoles] as const,
    }[principalType];
    const ranks = this.setup.types.map(({ roles }) => rankOf(roles, role));
    for (let i = 0; i < resources.length; i++) {
      const principal = numbers.of(principals[i]);
      const resource = this.#resources.of(resources[i]);
      if (principal !== UNKNOWN && resource !== UNKNOWN) {
        rows.add(principal, resource, ranks[this.#types[resource]] ?? NO_ROLE);
      }
    }
    if (principalType === 'user') {
      this.#directBatches.push({ resources, principals });
    } else if (principalType === 'restored') {
      this.#restoredCount += resources.length;
    }
  }

  #world(task: KernelTask, places: Places): World {
    const { users, groups, portalRoles, resources } = places;
    const memberships = this.#memberships.toRows(users, groups);
    const direct = this.#direct.toBindingRows(users, resources);
    const restored = this.#restored.toBindingRows(users, resources);
    return {
      memberships,
      parents: this.#subgroups.toRows(groups, groups),
      portalRoles: this.#heldPortalRoles.toRows(users, portalRoles),
      groupBindings: this.#ofGroups.toBindingRows(groups, resources),
      portalRoleBindings: this.#ofPortalRoles.toBindingRows(
        portalRoles,
        resources,
      ),
      baseline: this.#ranksByPlace(resources, ({ baseline }) => baseline),
      groupLevels: this.setup.groupLevels,
      ...(task.kind === 'enforce'
        ? this.#enforced(task, places, memberships, direct)
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
      const type = this.setup.types[this.#types[number]];
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
      const number = this.#resources.of(id);
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
        const number = this.#users.of(id);
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
      memberBefore[place] = this.#members[number];
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
  #goingBindings({
    users,
    exempt,
    resources,
  }: Extract<KernelTask, { kind: 'enforce' }>): number {
    const staying = new Set(exempt);
    const named = users && new Set(users);
    const inReach = resources && new Set(resources);
    let count = 0;
    for (const batch of this.#directBatches) {
      for (let i = 0; i < batch.principals.length; i++) {
        if (
          batch.resources[i] > 0 &&
          !staying.has(batch.principals[i]) &&
          (!named || named.has(batch.principals[i])) &&
          (!inReach || inReach.has(batch.resources[i]))
        ) {
          count++;
        }
      }
    }
    return count;
  }

  #resourceOrder(): Int32Array {
    const byName = byTexts(this.#labels, this.#refs, this.#keys);
    const last = this.setup.types.length;
    const typeOf = (number: number) =>
      this.#types[number] === UNKNOWN_TYPE ? last : this.#types[number];
    return orderBy(
      this.#labels.length,
      (a, b) => typeOf(a) - typeOf(b) || byName(a, b),
    );
  }

  #parentPlaces(order: Int32Array): Int32Array {
    const places = placesOf(order);
    return order.map(number => {
      const parent = this.#resources.of(this.#parents[number]);
      return parent === UNKNOWN ? -1 : places[parent];
    });
  }

  #rolesOf(resource: number): readonly string[] {
    return this.setup.types[this.#types[resource]]?.roles ?? [];
  }
}

function append<T>(list: T[], more: ArrayLike<T>): void {
  for (let i = 0; i < more.length; i++) {
    list.push(more[i]);
  }
}

/** The rank of a role; a role that the model does not have gives nothing. */
function rankOf(roles: readonly string[], role: string): number {
  const rank = roles.indexOf(role);
  return rank < 0 ? NO_ROLE : rank;
}

/** Row `m` of the built rows is what member `m` is directly in. */
function addPairs(
  rows: RowsBuilder,
  { groups, members }: { groups: Int32Array; members: Int32Array },
  memberNumbers: Numbering,
  groupNumbers: Numbering,
): void {
  for (let i = 0; i < groups.length; i++) {
    const group = groupNumbers.of(groups[i]);
    const member = memberNumbers.of(members[i]);
    if (group !== UNKNOWN && member !== UNKNOWN) {
      rows.add(member, group);
    }
  }
}
