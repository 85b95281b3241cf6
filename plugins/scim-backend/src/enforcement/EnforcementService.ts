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
  AccessModel,
  ApplyPlanRequest,
  EnforcementEventPayload,
  EnforcementPlan,
  EnforcementRun,
  GuardRefusedError,
  GuardResult,
  PlanChange,
  PlanRemoval,
  StalePlanError,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { ResourceStore, Slice, Sliced } from '../access';
import type { AuditLog } from '../audit';
import type { ScimDatabase } from '../database';
import { enforce } from './apply/enforce';
import { rollBack } from './apply/rollBack';
import { RunRow, RunStore } from './apply/RunStore';
import { EnforcementSettings } from './EnforcementSettings';
import { guardFacts, ownersLeft, selfLockout } from './guards';
import {
  draftEnforcement,
  draftRollback,
  PlanDraft,
  PlanRow,
  PlanStore,
} from './plan';
import { planDifference } from './plan/planDifference';

export interface EnforcementServiceOptions {
  database: ScimDatabase;
  audit: AuditLog;
  resources: ResourceStore;
  model: AccessModel;
  settings: EnforcementSettings;
  /** Called after a plan has been carried out. */
  onRun?(payload: EnforcementEventPayload): void;
}

/**
 * Plans what enforcing groups, or undoing a run, would change, and carries out
 * plans, one at a time and each in one transaction.
 */
export class EnforcementService {
  readonly #plans = new PlanStore();
  readonly #runs = new RunStore();

  static create(options: EnforcementServiceOptions): EnforcementService {
    return new EnforcementService(options);
  }

  private constructor(private readonly options: EnforcementServiceOptions) {}

  /**
   * Makes a plan and stores it. Changes nobody's access.
   *
   * @param request - `actor` is who asks, as records name them; `rollbackOf` is
   * the id of a run to undo
   */
  async createPlan(request: {
    actor: string;
    rollbackOf?: string;
  }): Promise<EnforcementPlan> {
    const { database, audit, settings } = this.options;
    const { actor } = request;
    const draft = await database.read(async tx => {
      if (request.rollbackOf === undefined) {
        return this.#draft(tx);
      }
      const run = await this.#runs.get(tx, request.rollbackOf);
      await this.#assertCanBeUndone(tx, run);
      return this.#draft(tx, run);
    });
    const row = await database.write(async change => {
      const added = await this.#plans.add(change, draft, {
        guards: this.#guards(draft, actor),
        createdBy: actor,
        lifetimeMs: settings.planLifetimeMs,
      });
      await audit.record(change, {
        actor,
        action: 'enforcement.plan',
        target: added.uuid,
        detail: {
          kind: draft.kind,
          rollbackOf: draft.rollbackOf?.uuid ?? null,
          revision: added.revision,
          fingerprint: added.fingerprint,
          counts: { ...draft.counts },
        },
      });
      return added;
    });
    return this.#plans.toPlan(database.knex, row);
  }

  /** @throws NotFoundError */
  getPlan(id: string): Promise<EnforcementPlan> {
    return this.#read(async tx =>
      this.#plans.toPlan(tx, await this.#plans.get(tx, id)),
    );
  }

  /** Change rows, by email, then in the order of the access model. */
  listChanges(plan: string, slice: Slice): Promise<Sliced<PlanChange>> {
    return this.#read(async tx =>
      this.#plans.listChanges(tx, await this.#plans.get(tx, plan), slice),
    );
  }

  /** People whose membership ends, by email. */
  listRemovals(plan: string, slice: Slice): Promise<Sliced<PlanRemoval>> {
    return this.#read(async tx =>
      this.#plans.listRemovals(tx, await this.#plans.get(tx, plan), slice),
    );
  }

  /** Runs, newest first. */
  listRuns(slice: Slice): Promise<Sliced<EnforcementRun>> {
    return this.#read(tx => this.#runs.list(tx, slice));
  }

  /** @throws NotFoundError */
  getRun(id: string): Promise<EnforcementRun> {
    return this.#read(async tx =>
      this.#runs.toRun(tx, await this.#runs.get(tx, id)),
    );
  }

  /** What a run really changed, read back from its records. */
  listRunChanges(run: string, slice: Slice): Promise<Sliced<PlanChange>> {
    return this.#read(async tx =>
      this.#runs.listChanges(tx, await this.#runs.get(tx, run), slice),
    );
  }

  /** Whose membership a run really ended, read back from its records. */
  listRunRemovals(run: string, slice: Slice): Promise<Sliced<PlanRemoval>> {
    return this.#read(async tx =>
      this.#runs.listRemovals(tx, await this.#runs.get(tx, run), slice),
    );
  }

  /**
   * Carries a plan out: all of it, or nothing. A retry with the same operation
   * id returns the run of the first try.
   *
   * @throws StalePlanError if the plan is too old or anything changed since
   * @throws GuardRefusedError if a guard refuses
   * @throws ConflictError if the plan was used, the fingerprint is not its own,
   * or the operation id belongs to another plan
   */
  async apply(
    id: string,
    request: ApplyPlanRequest & { actor: string },
  ): Promise<EnforcementRun> {
    const { database } = this.options;
    assertOperationId(request.operationId);

    const ready = await database.read(async tx => {
      const plan = await this.#plans.get(tx, id);
      if (request.fingerprint !== plan.fingerprint) {
        throw new ConflictError(
          `The fingerprint is not that of plan '${id}'; read the plan again and approve what it says.`,
        );
      }
      const earlier = await this.#earlierRun(tx, plan, request.operationId);
      if (earlier) {
        return { earlier: await this.#runs.toRun(tx, earlier) };
      }
      assertInTime(plan);
      return { plan, draft: await this.#redraft(tx, plan) };
    });
    if (ready.earlier) {
      return ready.earlier;
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
    const refusing = this.#guards(draft, request.actor).filter(
      guard => guard.outcome === 'block',
    );
    if (refusing.length > 0) {
      throw new GuardRefusedError(refusing);
    }

    const done = await this.#carryOut(plan, draft, request);
    if (!done) {
      const now = await database.read(tx => this.#redraft(tx, plan));
      throw await this.#stale(plan, now);
    }
    const run = await this.#read(tx => this.#runs.toRun(tx, done.row));
    if (done.isNew) {
      this.options.onRun?.({ runId: run.id, kind: run.kind });
    }
    return run;
  }

  /** @returns undefined if something was written since the draft was made */
  #carryOut(
    { id }: PlanRow,
    draft: PlanDraft,
    request: ApplyPlanRequest & { actor: string },
  ): Promise<{ row: RunRow; isNew: boolean } | undefined> {
    const { operationId, actor } = request;
    return this.options.database.write(async change => {
      const { tx } = change;
      const plan: PlanRow = await tx('enforcement_plans').where({ id }).first();
      const earlier = await this.#earlierRun(tx, plan, operationId);
      if (earlier) {
        return { row: earlier, isNew: false };
      }
      assertInTime(plan);
      if (change.revision !== plan.revision + 1) {
        return undefined;
      }

      const run = await this.#runs.begin(tx, {
        plan_id: plan.id,
        operation_id: operationId,
        applied_by: actor,
      });
      if (draft.rollbackOf) {
        await rollBack(change, run, draft.rollbackOf.id, draft);
      } else {
        await enforce(change, run, draft);
      }
      const row = await this.#runs.finish(tx, run, plan);
      await this.options.audit.record(change, {
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
      return { row, isNew: true };
    });
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
    const earlier = await this.#runs.findByOperation(tx, operationId);
    if (earlier && earlier.plan_id !== plan.id) {
      throw new ConflictError(
        `The operation id '${operationId}' belongs to another plan; choose a new one.`,
      );
    }
    if (!earlier && plan.applied_at !== null) {
      const used = await this.#runs.findByPlan(tx, plan);
      throw new ConflictError(
        `The plan '${plan.uuid}' was already applied, by run '${used?.uuid}'; make a new one.`,
      );
    }
    return earlier;
  }

  async #redraft(tx: Knex, plan: PlanRow): Promise<PlanDraft> {
    if (plan.rollback_of === null) {
      return this.#draft(tx);
    }
    const run: RunRow = await tx('enforcement_runs')
      .where({ id: plan.rollback_of })
      .first();
    await this.#assertCanBeUndone(tx, run);
    return this.#draft(tx, run);
  }

  #draft(tx: Knex, undone?: RunRow): Promise<PlanDraft> {
    const { model, resources, settings } = this.options;
    const options = {
      model,
      exemptUsers: settings.exemptUsers,
      resourceSummaries: (within: Knex) => resources.summaries(within),
    };
    return undone
      ? draftRollback(tx, { id: undone.id, uuid: undone.uuid }, options)
      : draftEnforcement(tx, options);
  }

  async #assertCanBeUndone(tx: Knex, run: RunRow): Promise<void> {
    const { rolledBackBy, kind } = await this.#runs.toRun(tx, run);
    if (kind === 'rollback') {
      throw new InputError(
        `The run '${run.uuid}' is itself a rollback; enforce groups again instead of undoing it.`,
      );
    }
    if (rolledBackBy) {
      throw new ConflictError(
        `The run '${run.uuid}' was already rolled back, by run '${rolledBackBy}'.`,
      );
    }
  }

  #guards(draft: PlanDraft, actor: string): GuardResult[] {
    const { model, settings } = this.options;
    const facts = guardFacts(draft, model, actor);
    return [ownersLeft(settings.minimumOwners), selfLockout].map(guard =>
      guard.check(facts),
    );
  }

  async #stale(plan: PlanRow, now: PlanDraft): Promise<StalePlanError> {
    return new StalePlanError(
      `Something changed since plan '${plan.uuid}' was made; make a new plan and look at it.`,
      'changed',
      await this.#read(tx => planDifference(tx, plan, now)),
    );
  }

  #read<T>(run: (tx: Knex) => Promise<T>): Promise<T> {
    return this.options.database.read(run);
  }
}

function assertInTime(plan: PlanRow): void {
  if (Date.now() >= Date.parse(plan.expires_at)) {
    throw new StalePlanError(
      `The plan '${plan.uuid}' expired at ${plan.expires_at}; make a new one and look at it.`,
      'expired',
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
