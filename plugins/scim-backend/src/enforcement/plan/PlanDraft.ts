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

import {
  PlanChange,
  PlanCounts,
  PlanRemoval,
  PlanScope,
  PlanSource,
  ResourceImpact,
  SkippedBinding,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { LOCAL_SOURCE } from '../../access/localSource';
import { toGroupSummary, toUserSummary } from '../../directory';
import {
  AccessDiff,
  AdministratorFlags,
  ArrivingPages,
  CHANGES_PAGE,
  KernelOutcome,
  KernelResult,
  PagedChange,
} from '../kernel';
import {
  readPeople,
  Snapshot,
  SnapshotGroup,
  SnapshotPortalRole,
  SnapshotUser,
} from '../snapshot';
import { decodeOrigins, OriginNames } from './decodeOrigins';
import type { SourceBinding } from './SourceBinding';

/** Resources whose impact a plan says. */
const SHOWN_IMPACT = 500;

/** What a draft is made from. */
export interface PlanDraftInput {
  kind: 'enforce' | 'rollback';
  /** What it covers; everything if absent. */
  scope?: PlanScope;
  /** For a rollback: the run that it undoes. */
  rollbackOf?: { id: number; uuid: string };
  snapshot: Snapshot;
  result: KernelOutcome;
  /** For a rollback: what cannot come back. */
  skipped?: SkippedBinding[];
  /** Other access sources that it covers. */
  otherSources?: PlanSource[];
  /** Direct role bindings of these that go, or come back. */
  sourceBindings?: SourceBinding[];
}

/** A change row, as short as it can be. */
export interface ChangeRow {
  userId: number;
  resourceId: number;
  oldRole?: string;
  newRole?: string;
}

/** Somebody whose membership ends, or comes back. */
export interface Removal {
  user: SnapshotUser;
  /** How many direct role bindings go, or come back, with it. */
  bindings: number;
}

/** What a plan would change, computed but not stored. */
export class PlanDraft {
  readonly kind: 'enforce' | 'rollback';
  readonly scope?: PlanScope;
  readonly rollbackOf?: { id: number; uuid: string };
  readonly snapshot: Snapshot;
  /** By place: 1 for who is a member of the organization afterwards. */
  readonly memberAfter: Uint8Array;
  readonly administrators: AdministratorFlags;
  /** Its bindings are those of the local source. */
  readonly counts: PlanCounts;
  /** The resources on which it affects most people, and how many there are. */
  readonly impact: ResourceImpact[];
  readonly impactTotal: number;
  readonly skipped?: SkippedBinding[];
  /** Access sources that it covers, the portal's own first. */
  readonly sources: PlanSource[];
  readonly sourceBindings: SourceBinding[];
  /** SHA-256 (hex) over the canonical rows. */
  readonly fingerprint: Promise<string>;
  /** Change rows as numbers: places in the lists of the snapshot, and ranks. */
  readonly diff: AccessDiff;
  /** The change rows as the kernel writes them. */
  readonly changePages: ArrivingPages;
  /**
   * Makes a draft, and reads the people whose membership it changes.
   *
   * @param tx - sees what the snapshot was read from
   */
  static async create(tx: Knex, input: PlanDraftInput): Promise<PlanDraft> {
    const { users } = input.snapshot;
    const { diff, moved } = input.result;
    const ids = Array.from(diff.memberships, place => users[place]);
    const people = await readPeople(tx, ids);
    const removals = ids.map((id, entry) => ({
      user: people.get(id)!,
      bindings: moved[entry],
    }));
    return new PlanDraft(input, removals);
  }

  private constructor(
    input: PlanDraftInput,
    /** In the order of the plan. */
    readonly removals: readonly Removal[],
  ) {
    const { result, snapshot } = input;
    this.kind = input.kind;
    this.scope = input.scope;
    this.rollbackOf = input.rollbackOf;
    this.snapshot = snapshot;
    this.memberAfter = result.memberAfter;
    this.administrators = result.administrators;
    this.skipped = input.skipped;
    const { bindings } = result;
    this.sources = [
      { id: LOCAL_SOURCE, guarantee: 'exact', bindings, problems: [] },
      ...(input.otherSources ?? []),
    ];
    this.sourceBindings = input.sourceBindings ?? [];
    this.diff = result.diff;
    this.changePages = result.changePages;
    this.counts = {
      users: snapshot.users.length,
      usersChanged: countRuns(this.diff.changes.users),
      changes: this.diff.changes.users.length,
      usersRemoved: this.diff.memberships.length,
      bindings,
    };
    this.impact = Array.from(result.affected.slice(0, SHOWN_IMPACT), resource =>
      toImpact(resource, snapshot, result),
    );
    this.impactTotal = result.affected.length;
    this.fingerprint = result.fingerprint;
  }

  /** A change row, in the plan's order. */
  row(index: number): ChangeRow {
    const { users, resources, oldRanks, newRanks } = this.diff.changes;
    const resource = this.snapshot.resources[resources[index]];
    return {
      userId: this.snapshot.users[users[index]],
      resourceId: resource.id,
      oldRole: resource.roles[oldRanks[index]],
      newRole: resource.roles[newRanks[index]],
    };
  }

  /** Row ids of the people in its change rows, lowest first. */
  changedPeople(): Int32Array {
    const { users } = this.diff.changes;
    return users
      .filter((user, row) => row === 0 || user !== users[row - 1])
      .map(user => this.snapshot.users[user])
      .sort();
  }

  /**
   * Some change rows with everything that is known of them.
   *
   * @param tx - to read people with; who is gone since is left out
   */
  async changes(tx: Knex, indexes: number[]): Promise<PlanChange[]> {
    const rows = indexes.map(index => this.row(index));
    const people = await readPeople(tx, [
      ...new Set(rows.map(({ userId }) => userId)),
    ]);
    const pages = await this.changePages.all();
    const names = namesIn(this.snapshot);
    return rows.flatMap(({ userId, oldRole, newRole }, i) => {
      const user = people.get(userId);
      if (!user) {
        return [];
      }
      const index = indexes[i];
      const page: PagedChange[] = JSON.parse(
        pages[Math.floor(index / CHANGES_PAGE)],
      );
      const [, , , , origins] = page[index % CHANGES_PAGE];
      const { summary, roles } =
        this.snapshot.resources[this.diff.changes.resources[index]];
      return {
        user: toUserSummary(user, user.connection),
        resource: summary,
        oldRole,
        newRole,
        ...decodeOrigins(origins, roles, names),
      };
    });
  }
}

/** A removal as answers show it. */
export function toPlanRemoval({ user, bindings }: Removal): PlanRemoval {
  return { user: toUserSummary(user, user.connection), bindings };
}

function toImpact(
  resource: number,
  { resources }: Snapshot,
  { diff, inside }: KernelResult,
): ResourceImpact {
  const touched = inside.touched[resource];
  const kept = inside.kept[resource];
  return {
    resource: resources[resource].summary,
    reduced: diff.shifted[resource],
    removed: diff.toggled[resource],
    ...(touched + kept > 0 ? { inside: { touched, kept } } : {}),
  };
}

function namesIn({ groups, portalRoles }: Snapshot): OriginNames {
  const groupsById = new Map<number, SnapshotGroup>(
    groups.map(group => [group.id, group]),
  );
  const rolesById = new Map<number, SnapshotPortalRole>(
    portalRoles.map(role => [role.id, role]),
  );
  return {
    group: id => {
      const group = groupsById.get(id)!;
      return toGroupSummary(group, group.connection);
    },
    portalRole: id => {
      const { uuid, name } = rolesById.get(id)!;
      return { id: uuid, name };
    },
  };
}

/** How many different values a sorted list has. */
function countRuns(sorted: Int32Array): number {
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) {
      count++;
    }
  }
  return count;
}
