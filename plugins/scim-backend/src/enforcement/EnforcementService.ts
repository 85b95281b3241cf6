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

import { ConflictError } from '@backstage/errors';
import {
  AccessModel,
  EnforcementEventPayload,
  EnforcementPlan,
  EnforcementRun,
  OperationProgress,
  OperationStatus,
  OverrideGuardRequest,
  PlanChange,
  PlanListItem,
  PlanRemoval,
  RunStep,
  SkippedBinding,
} from '@backstage-scim/plugin-scim-common';
import type { AccessSource } from '@backstage-scim/plugin-scim-node';
import { Knex } from 'knex';
import type { ResourceStore, Slice, Sliced } from '../access';
import type { AuditLog } from '../audit';
import type { ScimDatabase } from '../database';
import { RunRow, RunStore } from './apply/RunStore';
import { RunSteps } from './apply/RunSteps';
import { SourceApplying } from './apply/SourceApplying';
import { EnforcementSettings } from './EnforcementSettings';
import type { OrphanLookup } from './findOrphanedEntities';
import { Operations, Report } from './Operations';
import { PlanDecisions, PlanRow, PlanStore } from './plan';
import { PlanAgreement } from './PlanAgreement';
import { ApplyRequest, PlanApplying } from './PlanApplying';
import { PlanChecking } from './PlanChecking';
import { PlanDrafting } from './PlanDrafting';
import { PlanJudging } from './PlanJudging';
import { PlanMaking, PlanRequest } from './PlanMaking';

export interface EnforcementServiceOptions {
  database: ScimDatabase;
  audit: AuditLog;
  resources: ResourceStore;
  model: AccessModel;
  settings: EnforcementSettings;
  /** Access sources beside the portal's own. */
  sources?: readonly AccessSource[];
  /** Absent where the catalog is not to be asked. */
  findOrphans?: OrphanLookup;
  /** Called after a plan has been carried out. */
  onRun?(payload: EnforcementEventPayload): void;
  /** Aborted when the back end stops. */
  signal?: AbortSignal;
}

/** Plans, applies and undoes the enforcement of groups. */
export class EnforcementService {
  readonly #options: EnforcementServiceOptions;
  readonly #operations = new Operations();
  readonly #steps = new RunSteps();
  readonly #runs = new RunStore(this.#steps);
  readonly #plans: PlanStore;
  readonly #making: PlanMaking;
  readonly #agreement: PlanAgreement;
  readonly #applying: PlanApplying;
  readonly #sourceApplying: SourceApplying;

  static create(options: EnforcementServiceOptions): EnforcementService {
    return new EnforcementService(options);
  }

  private constructor(options: EnforcementServiceOptions) {
    const { sources = [], signal = new AbortController().signal } = options;
    const decisions = new PlanDecisions(options.settings.approvalsRequired);
    const judging = new PlanJudging({ ...options, decisions });
    const rooms = {
      ...options,
      sources,
      signal,
      decisions,
      judging,
      sourceIds: ['local', ...sources.map(({ id }) => id)],
      drafting: new PlanDrafting({ ...options, sources, signal }),
      plans: new PlanStore(decisions),
      runs: this.#runs,
      steps: this.#steps,
    };
    this.#options = options;
    this.#plans = rooms.plans;
    this.#making = new PlanMaking(rooms);
    this.#agreement = new PlanAgreement(rooms);
    this.#applying = new PlanApplying({
      ...rooms,
      making: this.#making,
      checking: new PlanChecking(options),
      agreement: this.#agreement,
    });
    this.#sourceApplying = new SourceApplying(rooms);
  }

  /**
   * Makes a plan and stores it. Changes nobody's access.
   *
   * @param request - `operationId` is under which its progress can be watched;
   * `signal` gives the plan up
   */
  createPlan(
    request: PlanRequest & { operationId?: string },
  ): Promise<EnforcementPlan> {
    return this.#operations.track(request.operationId, async report => {
      const row = await this.#making.make(request, report);
      return this.#read(tx => this.#plans.toPlan(tx, row));
    });
  }

  /** Plans, newest first. */
  listPlans(slice: Slice): Promise<Sliced<PlanListItem>> {
    return this.#read(tx => this.#plans.list(tx, slice));
  }

  /** @throws NotFoundError */
  getPlan(id: string): Promise<EnforcementPlan> {
    return this.#ofPlan(id, (tx, plan) => this.#plans.toPlan(tx, plan));
  }

  /** Change rows, by email, then in the order of the access model. */
  listChanges(plan: string, slice: Slice): Promise<Sliced<PlanChange>> {
    return this.#ofPlan(plan, (tx, row) =>
      this.#plans.listChanges(tx, row, slice),
    );
  }

  /** People whose membership ends, by email. */
  listRemovals(plan: string, slice: Slice): Promise<Sliced<PlanRemoval>> {
    return this.#ofPlan(plan, (tx, row) =>
      this.#plans.listRemovals(tx, row, slice),
    );
  }

  /** What a rollback cannot bring back, by principal. */
  listSkipped(plan: string, slice: Slice): Promise<Sliced<SkippedBinding>> {
    return this.#ofPlan(plan, (tx, row) =>
      this.#plans.listSkipped(tx, row, slice),
    );
  }

  /**
   * Lets a plan pass a guard that blocks it.
   *
   * @throws OverrideRefusedError
   */
  async overrideGuard(
    plan: string,
    request: OverrideGuardRequest & { actor: string },
  ): Promise<EnforcementPlan> {
    await this.#agreement.override(plan, request);
    return this.getPlan(plan);
  }

  /**
   * Agrees to a plan that somebody else made.
   *
   * @throws ApprovalRefusedError
   */
  async approvePlan(
    plan: string,
    request: { fingerprint: string; actor: string },
  ): Promise<EnforcementPlan> {
    await this.#agreement.approve(plan, request);
    return this.getPlan(plan);
  }

  /**
   * Carries a plan out: all of it, or nothing. A retry with the same operation
   * id returns the run of the first try. Access sources beside the portal's own
   * follow binding by binding, after that.
   *
   * @throws StalePlanError if the plan is too old, another version made it, or
   * anything changed since
   * @throws ApprovalRequiredError if more people must agree
   * @throws GuardRefusedError if a guard refuses
   * @throws ConflictError if the plan was used, the fingerprint is not its own,
   * or the operation id belongs to another plan
   */
  apply(id: string, request: ApplyRequest): Promise<EnforcementRun> {
    return this.#operations.track(request.operationId, async report => {
      const { row, isNew } = await this.#applying.apply(id, request, report);
      return isNew
        ? this.#carryOn(row, request.actor, report)
        : this.getRun(row.uuid);
    });
  }

  /**
   * Goes on with a run of which role bindings in other access sources are left.
   *
   * @throws ConflictError if it is going on, or was rolled back
   */
  async resume(id: string, actor: string): Promise<EnforcementRun> {
    const row = await this.#read(tx => this.#runs.get(tx, id));
    if (row.rolled_back_by !== null) {
      throw new ConflictError(
        `The run '${id}' was rolled back; there is nothing to go on with.`,
      );
    }
    const { audit, database } = this.#options;
    const record = () =>
      database.write(change =>
        audit.record(change, {
          actor,
          action: 'enforcement.resume',
          target: id,
        }),
      );
    return this.#operations.track(row.operation_id, report =>
      this.#carryOn(row, actor, report, record),
    );
  }

  /** How far an operation is, if this process carries it out or did lately. */
  getProgress(operationId: string): OperationProgress | undefined {
    return this.#operations.latest(operationId);
  }

  /** @returns a function that ends it */
  watchProgress(
    operationId: string,
    listener: (progress: OperationProgress) => void,
  ): () => void {
    return this.#operations.watch(operationId, listener);
  }

  /**
   * What became of an operation. Waits for writes that are going on, also in
   * other processes, so that the answer is final.
   */
  async getOperation(operationId: string): Promise<OperationStatus> {
    const run = await this.#options.database.write(async ({ tx }) => {
      const row = await this.#runs.findByOperation(tx, operationId);
      return row && this.#runs.toRun(tx, row);
    });
    return run
      ? { operationId, status: run.status, run }
      : { operationId, status: 'not-applied' };
  }

  /** Runs, newest first. */
  listRuns(slice: Slice): Promise<Sliced<EnforcementRun>> {
    return this.#read(tx => this.#runs.list(tx, slice));
  }

  /** @throws NotFoundError */
  getRun(id: string): Promise<EnforcementRun> {
    return this.#ofRun(id, (tx, run) => this.#runs.toRun(tx, run));
  }

  /** What a run really changed, read back from its records. */
  listRunChanges(run: string, slice: Slice): Promise<Sliced<PlanChange>> {
    return this.#ofRun(run, (tx, row) =>
      this.#runs.listChanges(tx, row, slice),
    );
  }

  /** Whose membership a run really ended, read back from its records. */
  listRunRemovals(run: string, slice: Slice): Promise<Sliced<PlanRemoval>> {
    return this.#ofRun(run, (tx, row) =>
      this.#runs.listRemovals(tx, row, slice),
    );
  }

  /** What a rollback could not bring back, by principal. */
  listRunSkipped(run: string, slice: Slice): Promise<Sliced<SkippedBinding>> {
    return this.#ofRun(run, (tx, row) =>
      this.#runs.listSkipped(tx, row, slice),
    );
  }

  /** The journal of a run in other access sources. */
  listRunSteps(run: string, slice: Slice): Promise<Sliced<RunStep>> {
    return this.#ofRun(run, (tx, row) => this.#steps.list(tx, row.id, slice));
  }

  async #carryOn(
    row: RunRow,
    actor: string,
    report: (report: Report) => void,
    begin?: () => Promise<void>,
  ): Promise<EnforcementRun> {
    if (row.status === 'partial') {
      await this.#sourceApplying.carryOn(row, actor, report, begin);
    }
    const run = await this.getRun(row.uuid);
    this.#options.onRun?.({ runId: run.id, kind: run.kind });
    return run;
  }

  #ofPlan<T>(
    id: string,
    read: (tx: Knex, plan: PlanRow) => Promise<T>,
  ): Promise<T> {
    return this.#read(async tx => read(tx, await this.#plans.get(tx, id)));
  }

  #ofRun<T>(
    id: string,
    read: (tx: Knex, run: RunRow) => Promise<T>,
  ): Promise<T> {
    return this.#read(async tx => read(tx, await this.#runs.get(tx, id)));
  }

  #read<T>(run: (tx: Knex) => Promise<T>): Promise<T> {
    return this.#options.database.read(run);
  }
}
