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
  AccessModel,
  ENFORCEMENT_FORMAT_VERSION,
  EnforcementPlan,
  EnforcementRun,
  renderPermissionChanges,
} from '@backstage-scim/plugin-scim-common';
import { PlanRows } from './planRows';

/**
 * A plan, and the run it led to, as text and as JSON.
 */
export class PlanReport {
  readonly #plan: EnforcementPlan;
  readonly #planned: PlanRows;
  readonly #model: AccessModel;

  constructor(plan: EnforcementPlan, planned: PlanRows, model: AccessModel) {
    this.#plan = plan;
    this.#planned = planned;
    this.#model = model;
  }

  /** Whether there is anything to show. */
  get showsChanges(): boolean {
    return this.#planned.changes.length + this.#planned.removals.length > 0;
  }

  /** What the plan would change. */
  preview(): string {
    const changes = this.#render(this.#planned);
    return this.showsChanges
      ? `\n=== Permission Changes Preview ===\n\n${changes}`
      : changes;
  }

  /** What the plan would change, for a run that changes nothing. */
  dryRun(): string {
    return this.showsChanges
      ? `${this.preview()}\n\n(No changes were applied. Remove --dry-run to apply changes.)`
      : this.preview();
  }

  /** What the run changed. */
  applied(run: EnforcementRun, rows: PlanRows): string {
    const blocks = ['\n=== Applied Permission Changes ===', this.#render(rows)];
    if (run.skipped?.length) {
      const lines = run.skipped.map(
        ({ principal, resource, role, reason }) =>
          `  - ${principal}: ${role} on ${resource}: ${reason}`,
      );
      blocks.push(['--- Not restored ---', ...lines].join('\n'));
    }
    return blocks.join('\n\n');
  }

  /** The plan, or the run with what it changed, for machines. */
  json(applied?: { run: EnforcementRun; rows: PlanRows }): string {
    return JSON.stringify(
      {
        formatVersion: ENFORCEMENT_FORMAT_VERSION,
        plan: this.#plan,
        ...(applied?.rows ?? this.#planned),
        run: applied?.run,
      },
      undefined,
      2,
    );
  }

  /** What people should know that the preview does not show. */
  concerns(): string[] {
    const { id, kind, counts, exempt, guards } = this.#plan;
    const { affectedUsers, approvals, orphanedEntities } = this.#plan;
    const concerns: string[] = [];
    if (!this.showsChanges && counts.bindings > 0) {
      concerns.push(
        kind === 'enforce'
          ? `Role bindings of users that groups make superfluous: ${counts.bindings}. Removing them changes nobody's access.`
          : `Role bindings to give back that groups make superfluous: ${counts.bindings}.`,
      );
    }
    if (exempt.length > 0) {
      const names = exempt.map(({ email, userName }) => email || userName);
      concerns.push(
        `Exempt, keeping their role bindings: ${names.join(', ')}.`,
      );
    }
    for (const { guard, outcome, message, overridden } of guards) {
      if (overridden) {
        concerns.push(
          `Guard ${guard}, overridden by ${overridden.by} (${overridden.reason}): ${message}`,
        );
      } else if (outcome !== 'pass') {
        const by = outcome === 'block' ? 'Refused by' : 'Warning of';
        concerns.push(`${by} guard ${guard}: ${message}`);
      }
    }
    if (guards.some(({ outcome }) => outcome === 'block')) {
      concerns.push(`People whom this plan affects: ${affectedUsers}.`);
    }
    const missing = approvals ? approvals.required - approvals.given.length : 0;
    if (missing > 0) {
      concerns.push(
        `Approvals missing: ${missing}. Somebody else approves with --approve ${id}; then apply with --plan ${id}.`,
      );
    }
    if (orphanedEntities && orphanedEntities.total > 0) {
      concerns.push(
        `Catalog entities left without an active owner: ${orphanedEntities.total}; --output json names them.`,
      );
    }
    return concerns;
  }

  #render(rows: PlanRows): string {
    return renderPermissionChanges({
      ...rows,
      model: this.#model,
      kind: this.#plan.kind,
    });
  }
}
