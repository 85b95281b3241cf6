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
import { KernelBatch, KernelSetup } from './KernelInput';
import { Numbering, UNKNOWN } from './Numbering';
import { RowsBuilder } from './RowsBuilder';
import { NO_ROLE } from './World';

/** What is taken in. */
export type IntakeBatch = Exclude<KernelBatch, { type: 'complete' }>;

type Batch<T extends KernelBatch['type']> = Extract<KernelBatch, { type: T }>;

/**
 * An organization as it is taken in, part by part. People, groups, portal roles
 * and resources are numbered as they come; lists are by these numbers.
 */
export class OrganizationIntake {
  readonly users = new Numbering();
  readonly groups = new Numbering();
  readonly portalRoles = new Numbering();
  readonly resources = new Numbering();
  readonly userNames: string[] = [];
  readonly userUuids: string[] = [];
  readonly members: number[] = [];
  readonly groupNames: string[] = [];
  readonly types: number[] = [];
  /** Ids, not numbers. */
  readonly parents: number[] = [];
  readonly keys: string[] = [];
  readonly labels: string[] = [];
  readonly refs: string[] = [];
  readonly memberships = new RowsBuilder();
  readonly subgroups = new RowsBuilder();
  readonly heldPortalRoles = new RowsBuilder();
  readonly direct = new RowsBuilder();
  readonly restored = new RowsBuilder();
  readonly ofGroups = new RowsBuilder();
  readonly ofPortalRoles = new RowsBuilder();
  /**
   * Direct bindings in the local source of people who are not listed, by ids,
   * not numbers: `strays.resources[i]` and `strays.principals[i]` are of one.
   */
  readonly strays = { resources: [] as number[], principals: [] as number[] };
  /** Bindings that a rollback puts back. */
  restoredCount = 0;

  constructor(private readonly setup: KernelSetup) {}

  /** Takes over the arrays of what it is given. */
  add(batch: IntakeBatch): void {
    switch (batch.type) {
      case 'users':
        batch.ids.forEach(id => this.users.add(id));
        append(this.members, batch.members);
        append(this.userNames, batch.names.map(foldCase));
        append(this.userUuids, batch.uuids);
        break;
      case 'groups':
        batch.ids.forEach(id => this.groups.add(id));
        append(this.groupNames, batch.names.map(foldCase));
        break;
      case 'portalRoles':
        batch.ids.forEach(id => this.portalRoles.add(id));
        break;
      case 'resources':
        batch.ids.forEach(id => this.resources.add(id));
        append(this.types, batch.types);
        append(this.parents, batch.parents);
        append(this.keys, batch.keys);
        break;
      case 'resourceNames':
        append(this.labels, batch.labels.map(foldCase));
        append(this.refs, batch.refs);
        break;
      case 'memberships':
        addPairs(this.memberships, batch, this.users, this.groups);
        break;
      case 'subgroups':
        addPairs(this.subgroups, batch, this.groups, this.groups);
        break;
      case 'portalRoleHolders':
        addPairs(this.heldPortalRoles, batch, this.users, this.portalRoles);
        break;
      default:
        this.#addBindings(batch);
    }
  }

  #addBindings(batch: Batch<'bindings'>): void {
    const { principalType, role, resources, principals } = batch;
    const [rows, numbers] = {
      user: [this.direct, this.users] as const,
      restored: [this.restored, this.users] as const,
      group: [this.ofGroups, this.groups] as const,
      portalRole: [this.ofPortalRoles, this.portalRoles] as const,
    }[principalType];
    const ranksByType = this.setup.types.map(({ roles }) =>
      rankOf(roles, role),
    );
    const ranks = new Uint8Array(resources.length);
    let known = 0;
    for (let i = 0; i < resources.length; i++) {
      const principal = numbers.of(principals[i]);
      const resource = this.resources.of(resources[i]);
      if (principal !== UNKNOWN && resource !== UNKNOWN) {
        ranks[known] = ranksByType[this.types[resource]] ?? NO_ROLE;
        principals[known] = principal;
        resources[known] = resource;
        known++;
      } else if (principalType === 'user' && resources[i] > 0) {
        this.strays.resources.push(resources[i]);
        this.strays.principals.push(principals[i]);
      }
    }
    rows.add(
      principals.subarray(0, known),
      resources.subarray(0, known),
      ranks.subarray(0, known),
    );
    if (principalType === 'restored') {
      this.restoredCount += resources.length;
    }
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
  let known = 0;
  for (let i = 0; i < groups.length; i++) {
    const group = groupNumbers.of(groups[i]);
    const member = memberNumbers.of(members[i]);
    if (group !== UNKNOWN && member !== UNKNOWN) {
      groups[known] = group;
      members[known] = member;
      known++;
    }
  }
  rows.add(members.subarray(0, known), groups.subarray(0, known));
}
