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
import type { AccessSource } from '@backstage-scim/plugin-scim-node';
import { Knex } from 'knex';
import type { AuditLog } from '../audit';
import type { OrganizationChange, ScimDatabase } from '../database';
import { enforce } from './apply/enforce';
import { rollBack } from './apply/rollBack';
import { RunRow, RunStore } from './apply/RunStore';
import { RunSteps } from './apply/RunSteps';
import { tidyBindings } from './apply/tidyBindings';
import type { Report } from './Operations';
import { PlanDraft, PlanRow, PlanStore, requireBasis } from './plan';
import { planDifference } from './plan/planDifference';
import {
  assertFingerprint,
  assertInTime,
  PlanAgreement,
} from './PlanAgreement';
import { CheckedPlan, PlanChecking } from './PlanChecking';
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
      checking: PlanChecking;
      /** Beside the portal's own. */
      sources: readonly AccessSource[];
      agreement: PlanAgreement;
    },
  ) {}

  /** @returns the run, and whether it is not that of an earlier try */
  async apply(
    id: string,
    request: ApplyRequest,
    report: (report: Report) => void,
  ): Promise<{ row: RunRow; isNew: boolean }> {
    const { database, making } = this.options;
    assertOperationId(request.operationId);
    report({ phase: 'checking' });
    const ready = await database.read(tx => this.#prepare(tx, id, request));
    if ('earlier' in ready) {
      return { row: ready.earlier, isNew: false };
    }
    const { plan, redraft } = ready;
    if (redraft && (await redraft.fingerprint) !== plan.fingerprint) {
      throw await this.#stale(plan, redraft);
    }
    const done = await database.write(async change => {
      const { tx } = change;
      const current = await this.options.plans.get(tx, id);
      const earlier = await this.#earlierRun(tx, current, request.operationId);
      if (earlier) {
        return { row: earlier, isNew: false };
      }
      // From here on the plan that was found intact, not what became of it.
      assertInTime(plan);
      if (change.revision !== plan.revision + 1) {
        return undefined;
      }
      await this.options.agreement.assertApproved(tx, plan);
      const checked = await this.#check(tx, plan, request.actor, redraft);
      if (!checked) {
        return undefined;
      }
      const row = await this.#carryOut(
        change,
        checked,
        request,
        report,
        redraft,
      );
      return { row, isNew: true };
    });
    if (!done) {
      const now = await database.read(tx => making.redraft(tx, plan));
      throw await this.#stale(plan, now);
    }
    if (done.isNew) {
      // The run is done, and PostgreSQL sees to it in its own time otherwise.
      const { bindings } = JSON.parse(done.row.counts);
      tidyBindings(database.knex, bindings).catch(() => {});
    }
    return done;
  }

  async #prepare(
    tx: Knex,
    id: string,
    request: ApplyRequest,
  ): Promise<{ earlier: RunRow } | { plan: PlanRow; redraft?: PlanDraft }> {
    const { plans, making, agreement, sources } = this.options;
    const plan = await plans.get(tx, id);
    assertFingerprint(plan, request.fingerprint);
    const earlier = await this.#earlierRun(tx, plan, request.operationId);
    if (earlier) {
      return { earlier };
    }
    assertInTime(plan);
    requireBasis(plan);
    await agreement.assertApproved(tx, plan);
    if (!(await plans.isIntact(tx, plan))) {
      throw new ConflictError(
        `The plan '${id}' was changed in the database after it was made, so it is not what was computed. Find out who did that, then make a new plan.`,
      );
    }
    // What other access sources hold can change without the revision.
    return sources.length === 0
      ? { plan }
      : { plan, redraft: await making.redraft(tx, plan) };
  }

  /**
   * Makes sure, with nobody else writing, that the stored plan is the truth and
   * that no guard refuses it.
   *
   * @returns undefined if it is stale
   */
  async #check(
    tx: Knex,
    stored: PlanRow,
    actor: string,
    redraft: PlanDraft | undefined,
  ): Promise<CheckedPlan | undefined> {
    const { checking, judging } = this.options;
    if (tx.client.config.client === 'pg') {
      // Also keeps those from writing who do not take the organization's row.
      await tx.raw('lock table ?? in share row exclusive mode', ['bindings']);
    }
    const checked = checking.read(stored);
    if (!(await checking.isCurrent(tx, checked))) {
      return undefined;
    }
    const refusals = refusing(
      await judging.judge(tx, stored, {
        actor,
        administrators: checked.basis.administrators,
        sources: redraft?.sources ?? checked.sources,
      }),
    );
    if (refusals.length > 0) {
      throw new GuardRefusedError(refusals);
    }
    return checked;
  }

  async #carryOut(
    change: OrganizationChange,
    checked: CheckedPlan,
    request: ApplyRequest,
    report: (report: Report) => void,
    redraft: PlanDraft | undefined,
  ): Promise<RunRow> {
    const { runs, steps, audit } = this.options;
    const { operationId, actor } = request;
    const { tx } = change;
    const plan = checked.row;
    const run = await runs.begin(tx, {
      plan_id: plan.id,
      operation_id: operationId,
      applied_by: actor,
    });
    let bindings: number;
    let undone: RunRow | undefined;
    if (plan.rollback_of !== null) {
      bindings = await rollBack(change, run, plan.rollback_of, checked, report);
      await steps.addRestoring(tx, run, plan.rollback_of);
      undone = await runs.getById(tx, plan.rollback_of);
    } else {
      bindings = await enforce(change, run, checked, report);
      await steps.addRemoving(tx, run, redraft?.sourceBindings ?? []);
    }
    report({ phase: 'recording' });
    const row = await runs.finish(tx, run, plan, {
      bindings,
      isPartial: await steps.hasOpen(tx, run),
    });
    await audit.record(change, {
      actor,
      action: undone ? 'enforcement.rollback' : 'enforcement.apply',
      target: row.uuid,
      detail: {
        plan: plan.uuid,
        rollbackOf: undone?.uuid ?? null,
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
