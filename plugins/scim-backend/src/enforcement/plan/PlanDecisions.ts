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

import { GuardResult, PlanApprovals } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { PlanRow } from './planRows';

/** A guard that somebody overrode for a plan. */
export interface OverrideRow {
  plan_id: number;
  guard: string;
  /** JSON: what the guard had counted then. */
  numbers: string;
  reason: string;
  overridden_by: string;
  overridden_at: string;
}

interface ApprovalRow {
  plan_id: number;
  approved_by: string;
  approved_at: string;
}

/** What people decided about stored plans: overrides and approvals. */
export class PlanDecisions {
  constructor(private readonly approvalsRequired: number) {}

  async overrides(tx: Knex, plan: PlanRow): Promise<Map<string, OverrideRow>> {
    const rows: OverrideRow[] = await tx('plan_overrides').where({
      plan_id: plan.id,
    });
    return new Map(rows.map(row => [row.guard, row]));
  }

  /** Replaces an earlier override of the same guard. */
  async addOverride(
    tx: Knex,
    plan: PlanRow,
    guard: GuardResult,
    decision: { by: string; reason: string },
  ): Promise<void> {
    const row: OverrideRow = {
      plan_id: plan.id,
      guard: guard.guard,
      numbers: JSON.stringify(guard.numbers),
      reason: decision.reason,
      overridden_by: decision.by,
      overridden_at: new Date().toISOString(),
    };
    await tx('plan_overrides')
      .insert(row)
      .onConflict(['plan_id', 'guard'])
      .merge();
    // Whoever approved the plan did not approve this.
    await tx('plan_approvals').where({ plan_id: plan.id }).delete();
  }

  /** Absent if plans need no approval. */
  async approvals(tx: Knex, plan: PlanRow): Promise<PlanApprovals | undefined> {
    const rows: ApprovalRow[] = await tx('plan_approvals')
      .where({ plan_id: plan.id })
      .orderBy('approved_at');
    return this.approvalsRequired === 0 && rows.length === 0
      ? undefined
      : {
          required: this.approvalsRequired,
          given: rows.map(row => ({
            by: row.approved_by,
            at: row.approved_at,
          })),
        };
  }

  async addApproval(tx: Knex, plan: PlanRow, by: string): Promise<void> {
    await tx('plan_approvals').insert({
      plan_id: plan.id,
      approved_by: by,
      approved_at: new Date().toISOString(),
    });
  }
}

/** Marks guards that block as overridden, where somebody did so. */
export function withOverrides(
  guards: GuardResult[],
  overrides: Map<string, OverrideRow>,
): GuardResult[] {
  return guards.map(result => {
    const override = overrides.get(result.guard);
    return override && isOverridden(result, override)
      ? {
          ...result,
          overridden: {
            by: override.overridden_by,
            reason: override.reason,
            at: override.overridden_at,
          },
        }
      : result;
  });
}

/** An override is of what the guard had counted, not of what comes later. */
function isOverridden(result: GuardResult, override: OverrideRow): boolean {
  const then: Record<string, number> = JSON.parse(override.numbers);
  const names = Object.keys(result.numbers);
  return (
    result.outcome === 'block' &&
    result.overridable &&
    names.length === Object.keys(then).length &&
    names.every(name => result.numbers[name] === then[name])
  );
}
