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
  ResourceImpact,
  SkippedBinding,
} from '@backstage-scim/plugin-scim-common';
import { createHash } from 'node:crypto';
import { compareText } from '../../access/textOrder';
import { toUserSummary } from '../../directory';
import { AccessDiff, AFTER, BEFORE, diffAccess, World } from '../kernel';
import { Snapshot, SnapshotUser } from '../snapshot';
import { AccessSources, Sources } from './AccessSources';

/** What a draft is made from. */
export interface PlanDraftInput {
  kind: 'enforce' | 'rollback';
  /** For a rollback: the run that it undoes. */
  rollbackOf?: { id: number; uuid: string };
  snapshot: Snapshot;
  world: World;
  /** Direct role bindings that go, or come back. */
  bindings: number;
  /** For a rollback: what cannot come back. */
  skipped?: SkippedBinding[];
}

/** A change row, as short as it can be. */
export interface ChangeRow {
  user: SnapshotUser;
  resourceId: number;
  oldRole?: string;
  newRole?: string;
}

/** What a plan would change, computed but not stored. */
export class PlanDraft {
  readonly kind: 'enforce' | 'rollback';
  readonly rollbackOf?: { id: number; uuid: string };
  readonly snapshot: Snapshot;
  readonly world: World;
  readonly counts: PlanCounts;
  readonly impact: ResourceImpact[];
  readonly skipped?: SkippedBinding[];
  /** SHA-256 (hex) over the canonical rows. */
  readonly fingerprint: string;
  readonly #diff: AccessDiff;

  constructor(input: PlanDraftInput) {
    this.kind = input.kind;
    this.rollbackOf = input.rollbackOf;
    this.snapshot = input.snapshot;
    this.world = input.world;
    this.skipped = input.skipped;
    this.#diff = diffAccess(input.world);
    this.counts = {
      users: this.snapshot.users.length,
      usersChanged: countRuns(this.#diff.changes.users),
      changes: this.#diff.changes.users.length,
      usersRemoved: this.#diff.memberships.length,
      bindings: input.bindings,
    };
    this.impact = this.#impact();
    this.fingerprint = this.#fingerprint();
  }

  /** The change rows, in the plan's order. */
  *rows(): Generator<ChangeRow> {
    const { users, resources, oldRanks, newRanks } = this.#diff.changes;
    for (let i = 0; i < users.length; i++) {
      const resource = this.snapshot.resources[resources[i]];
      yield {
        user: this.snapshot.users[users[i]],
        resourceId: resource.id,
        oldRole: resource.roles[oldRanks[i]],
        newRole: resource.roles[newRanks[i]],
      };
    }
  }

  /** The change rows with everything that is known of them. */
  *changes(): Generator<{ row: ChangeRow; change: PlanChange }> {
    const { users, resources } = this.#diff.changes;
    const sources = new AccessSources(this.snapshot, this.world);
    let ofUser = new Map<number, Sources>();
    let i = 0;
    for (const row of this.rows()) {
      if (i === 0 || users[i] !== users[i - 1]) {
        let end = i + 1;
        while (end < users.length && users[end] === users[i]) {
          end++;
        }
        ofUser = sources.ofUser(users[i], resources.subarray(i, end));
      }
      const { lost, kept } = ofUser.get(resources[i])!;
      yield {
        row,
        change: {
          user: toUserSummary(row.user, row.user.connection),
          resource: this.snapshot.resources[resources[i]].summary,
          oldRole: row.oldRole,
          newRole: row.newRole,
          lost,
          kept,
        },
      };
      i++;
    }
  }

  /** The people whose membership ends, or comes back. */
  *removals(): Generator<{ user: SnapshotUser; removal: PlanRemoval }> {
    const { offsets, times } = this.world.directBindings;
    for (const number of this.#diff.memberships) {
      const user = this.snapshot.users[number];
      const moved = times
        .subarray(offsets[number], offsets[number + 1])
        .reduce(
          (count, time) => count + (time === BEFORE || time === AFTER ? 1 : 0),
          0,
        );
      yield {
        user,
        removal: {
          user: toUserSummary(user, user.connection),
          bindings: moved,
        },
      };
    }
  }

  #impact(): ResourceImpact[] {
    const { shifted, toggled } = this.#diff;
    return this.snapshot.resources
      .map(({ summary }, resource) => ({
        resource: summary,
        reduced: shifted[resource],
        removed: toggled[resource],
      }))
      .filter(({ reduced, removed }) => reduced + removed > 0)
      .sort((a, b) => b.reduced + b.removed - a.reduced - a.removed);
  }

  #fingerprint(): string {
    const { snapshot } = this;
    const hash = createHash('sha256');
    const line = (...fields: Array<string | number | undefined>) =>
      hash.update(`${JSON.stringify(fields)}\n`);
    line(this.kind, this.rollbackOf?.uuid, this.counts.bindings);
    for (const uuid of snapshot.exempt
      .map(user => user.uuid)
      .sort(compareText)) {
      line('exempt', uuid);
    }
    const resources = new Map(
      snapshot.resources.map(({ id, summary }) => [id, summary.id]),
    );
    for (const { user, resourceId, oldRole, newRole } of this.rows()) {
      line('change', user.uuid, resources.get(resourceId), oldRole, newRole);
    }
    for (const { user, removal } of this.removals()) {
      line('removal', user.uuid, removal.bindings);
    }
    return hash.digest('hex');
  }
}

/** How many different values a sorted list has. */
function countRuns(sorted: Int32Array): number {
  return sorted.reduce(
    (count, value, i) => (i > 0 && value === sorted[i - 1] ? count : count + 1),
    0,
  );
}
