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

import { ConflictError, InputError } from '@backstage/errors';
import {
  ApplyPlanRequest,
  GuardRefusedError,
  StalePlanError,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { AuditLog } from '../audit';
import type { OrganizationChange, ScimDatabase } from '../database';
import { enforce } from './apply/enforce';
import { rollBack } from './apply/rollBack';
import { RunRow, RunStore } from './apply/RunStore';
import { RunSteps } from './apply/RunSteps';
import type { Report } from './Operations';
import { PlanDraft, PlanRow, PlanStore } from './plan';
import { planDifference } from './plan/planDifference';
import {
  assertFingerprint,
  assertInTime,
  PlanAgreement,
} from './PlanAgreement';
import { PlanJudging, refusing } from './PlanJudging';
import { PlanMaking } from './PlanMaking';

/** A request to apply a plan, and who asks. */
export type ApplyRequest = ApplyPlanRequest & { actor: string };

/** Carries plans out in the portal's own store: all of a plan, or nothing. */
export class PlanApplying {
  constructor(
    private readonly options: {
      database: ScimDatabase;
      audit: AuditLog;
      plans: PlanStore;
      runs: RunStore;
      steps: RunSteps;
      making: PlanMaking;
      judging: PlanJudging;
      agreement: PlanAgreement;
    },
  ) {}

  /** @returns the run, and whether it is not that of an earlier try */
  async apply(
    id: string,
    request: ApplyRequest,
    report: (report: Report) => void,
  ): Promise<{ row: RunRow; isNew: boolean }> {
    const { database, judging, making } = this.options;
    assertOperationId(request.operationId);
    report({ phase: 'checking' });
    const ready = await database.read(tx => this.#prepare(tx, id, request));
    if ('earlier' in ready) {
      return { row: ready.earlier, isNew: false };
    }
    const { plan, draft } = ready;
    // What the rows of the plan were made from must not have changed in any
    // way, not even one that forgot to raise the revision.
    if (
      draft.snapshot.revision !== plan.revision ||
      draft.fingerprint !== plan.fingerprint
    ) {
      throw await this.#stale(plan, draft);
    }
    const done = await database.write(async change => {
      const { tx } = change;
      const stored = await this.options.plans.get(tx, id);
      const earlier = await this.#earlierRun(tx, stored, request.operationId);
      if (earlier) {
        return { row: earlier, isNew: false };
      }
      assertInTime(stored);
      if (change.revision !== stored.revision + 1) {
        return undefined;
      }
      await this.options.agreement.assertApproved(tx, stored);
      const refusals = refusing(
        await judging.judge(tx, draft, request.actor, stored),
      );
      if (refusals.length > 0) {
        throw new GuardRefusedError(refusals);
      }
      const row = await this.#carryOut(change, stored, draft, request, report);
      return { row, isNew: true };
    });
    if (!done) {
      const now = await database.read(tx => making.redraft(tx, plan));
      throw await this.#stale(plan, now);
    }
    return done;
  }

  async #prepare(
    tx: Knex,
    id: string,
    request: ApplyRequest,
  ): Promise<{ earlier: RunRow } | { plan: PlanRow; draft: PlanDraft }> {
    const { plans, making, agreement } = this.options;
    const plan = await plans.get(tx, id);
    assertFingerprint(plan, request.fingerprint);
    const earlier = await this.#earlierRun(tx, plan, request.operationId);
    if (earlier) {
      return { earlier };
    }
    assertInTime(plan);
    await agreement.assertApproved(tx, plan);
    if (!(await plans.isIntact(tx, plan))) {
      throw new ConflictError(
        `The rows of plan '${id}' were changed in the database after it was made, so they are not what would be applied. Find out who did that, then make a new plan.`,
      );
    }
    return { plan, draft: await making.redraft(tx, plan) };
  }

  async #carryOut(
    change: OrganizationChange,
    plan: PlanRow,
    draft: PlanDraft,
    request: ApplyRequest,
    report: (report: Report) => void,
  ): Promise<RunRow> {
    const { runs, steps, audit } = this.options;
    const { operationId, actor } = request;
    const { tx } = change;
    const run = await runs.begin(tx, {
      plan_id: plan.id,
      operation_id: operationId,
      applied_by: actor,
    });
    if (draft.rollbackOf) {
      await rollBack(change, run, draft.rollbackOf.id, draft, report);
      await steps.addRestoring(tx, run, draft.rollbackOf.id);
    } else {
      await enforce(change, run, draft, report);
      await steps.addRemoving(tx, run, draft.sourceBindings);
    }
    report({ phase: 'recording' });
    const row = await runs.finish(tx, run, plan, {
      isPartial: await steps.hasOpen(tx, run),
    });
    await audit.record(change, {
      actor,
      action: draft.rollbackOf ? 'enforcement.rollback' : 'enforcement.apply',
      target: row.uuid,
      detail: {
        plan: plan.uuid,
        rollbackOf: draft.rollbackOf?.uuid ?? null,
        operationId,
        fingerprint: plan.fingerprint,
        counts: JSON.parse(row.counts),
      },
    });
    return row;
  }

  /**
   * The run of an earlier try with the same operation id.
   *
   * @throws ConflictError if the operation id or the plan was used otherwise
   */
  async #earlierRun(
    tx: Knex,
    plan: PlanRow,
    operationId: string,
  ): Promise<RunRow | undefined> {
    const { runs } = this.options;
    const earlier = await runs.findByOperation(tx, operationId);
    if (earlier && earlier.plan_id !== plan.id) {
      throw new ConflictError(
        `The operation id '${operationId}' belongs to another plan; choose a new one.`,
      );
    }
    if (!earlier && plan.applied_at !== null) {
      const used = await runs.findByPlan(tx, plan);
      throw new ConflictError(
        `The plan '${plan.uuid}' was already applied, by run '${used?.uuid}'; make a new one.`,
      );
    }
    return earlier;
  }

  async #stale(plan: PlanRow, now: PlanDraft): Promise<StalePlanError> {
    return new StalePlanError(
      `Something changed since plan '${plan.uuid}' was made; make a new plan and look at it.`,
      'changed',
      await this.options.database.read(tx => planDifference(tx, plan, now)),
    );
  }
}

function assertOperationId(operationId: string): void {
  if (!/^[^\0]{1,255}$/s.test(operationId)) {
    throw new InputError(
      'The operation id must have 1 to 255 characters and no NUL; a UUID is best.',
    );
  }
}
