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
  ENFORCEMENT_FORMAT_VERSION,
  EnforcementRun,
  PlanChange,
  PlanCounts,
  PlanRemoval,
  SkippedBinding,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { Slice, Sliced } from '../../access';
import { toSliced, whereAfter } from '../../access/pagedRows';
import { getRecord } from '../getRecord';
import { listChangeRows, listRows, PlanRow, PlanSummary } from '../plan';
import { RunSteps } from './RunSteps';

/** A plan that was carried out. */
export interface RunRow {
  id: number;
  uuid: string;
  plan_id: number;
  operation_id: string;
  applied_by: string;
  started_at: string;
  finished_at: string;
  rolled_back_by: number | null;
  /** JSON: `PlanCounts`. */
  counts: string;
  status: 'applied' | 'partial';
}

/** Runs and what they changed. */
export class RunStore {
  constructor(private readonly steps: RunSteps) {}

  /** Opens the record of a run. Its counts are written by {@link finish}. */
  async begin(
    tx: Knex,
    run: Pick<RunRow, 'plan_id' | 'operation_id' | 'applied_by'>,
  ): Promise<number> {
    const now = new Date().toISOString();
    const [{ id }] = await tx('enforcement_runs')
      .insert({
        ...run,
        uuid: randomUUID(),
        started_at: now,
        finished_at: now,
        counts: '{}',
      })
      .returning('id');
    return id;
  }

  /**
   * Closes the record of a run.
   *
   * @param outcome - `bindings`: how many it really moved
   */
  async finish(
    tx: Knex,
    id: number,
    plan: PlanRow,
    { bindings, isPartial }: { bindings: number; isPartial: boolean },
  ): Promise<RunRow> {
    const { counts: planned }: PlanSummary = JSON.parse(plan.summary);
    const members: any = await tx('run_memberships')
      .where({ run_id: id })
      .count({ count: '*' })
      .first();
    const counts: PlanCounts = {
      ...planned,
      usersRemoved: Number(members.count),
      bindings,
    };
    const finishedAt = new Date().toISOString();
    await tx('enforcement_runs')
      .where({ id })
      .update({
        counts: JSON.stringify(counts),
        finished_at: finishedAt,
        status: isPartial ? 'partial' : 'applied',
      });
    await tx('enforcement_plans')
      .where({ id: plan.id })
      .update({ applied_at: finishedAt });
    return this.getById(tx, id);
  }

  async setStatus(
    tx: Knex,
    id: number,
    status: RunRow['status'],
  ): Promise<void> {
    await tx('enforcement_runs')
      .where({ id })
      .update({ status, finished_at: new Date().toISOString() });
  }

  /** @throws NotFoundError */
  get(tx: Knex, uuid: string): Promise<RunRow> {
    return getRecord(
      tx,
      'enforcement_runs',
      uuid,
      `There is no run '${uuid}'.`,
    );
  }

  /** A run that is known to be there. */
  getById(tx: Knex, id: number): Promise<RunRow> {
    return tx('enforcement_runs').where({ id }).first();
  }

  /** The run with the caller's own name for it. */
  findByOperation(tx: Knex, operationId: string): Promise<RunRow | undefined> {
    return tx('enforcement_runs').where({ operation_id: operationId }).first();
  }

  /** The run that used a plan. */
  findByPlan(tx: Knex, plan: PlanRow): Promise<RunRow | undefined> {
    return tx('enforcement_runs').where({ plan_id: plan.id }).first();
  }

  /** The plan that a run carried out. */
  planOf(tx: Knex, run: RunRow): Promise<PlanRow> {
    return tx('enforcement_plans').where({ id: run.plan_id }).first();
  }

  /** A run as answers show it. */
  async toRun(tx: Knex, row: RunRow): Promise<EnforcementRun> {
    const plan = await this.planOf(tx, row);
    const { skipped, skippedTotal }: PlanSummary = JSON.parse(plan.summary);
    const undoneBy =
      row.rolled_back_by === null
        ? undefined
        : await tx('enforcement_runs')
            .where({ id: row.rolled_back_by })
            .first('uuid');
    return {
      formatVersion: ENFORCEMENT_FORMAT_VERSION,
      id: row.uuid,
      planId: plan.uuid,
      kind: plan.kind,
      operationId: row.operation_id,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      appliedBy: row.applied_by,
      counts: JSON.parse(row.counts),
      rolledBackBy: undoneBy?.uuid,
      skipped,
      skippedTotal,
      status: row.status,
      sources: await this.steps.sources(tx, row.id),
    };
  }

  /** Runs, newest first. */
  async list(tx: Knex, slice: Slice): Promise<Sliced<EnforcementRun>> {
    const { after, limit } = slice;
    const counted = await tx('enforcement_runs').count({ count: '*' }).first();
    const age = tx.raw('-??', ['id']);
    const rows: Array<RunRow> = await tx('enforcement_runs')
      .modify(query => {
        if (after) {
          whereAfter(query, [age], after);
        }
      })
      .orderBy('id', 'desc')
      .limit(limit + 1);
    const { items, ...rest } = toSliced(rows, {
      limit,
      totalItems: Number(counted?.count),
      position: row => [-row.id],
      item: row => row,
    });
    const runs: EnforcementRun[] = [];
    for (const row of items) {
      runs.push(await this.toRun(tx, row));
    }
    return { items: runs, ...rest };
  }

  /**
   * The change rows: those of its plan, since a run that moves other role
   * bindings than its plan says is not carried out.
   */
  listChanges(
    tx: Knex,
    run: RunRow,
    slice: Slice,
  ): Promise<Sliced<PlanChange>> {
    return listChangeRows(tx, run.plan_id, slice);
  }

  /** The removals that the run's records confirm. */
  listRemovals(
    tx: Knex,
    run: RunRow,
    slice: Slice,
  ): Promise<Sliced<PlanRemoval>> {
    return listRows(
      () =>
        tx('enforcement_removals')
          .where({ plan_id: run.plan_id })
          .whereIn('user_id', members =>
            members
              .from('run_memberships')
              .select('user_id')
              .where({ run_id: run.id }),
          ),
      slice,
    );
  }

  /** What a rollback could not bring back. */
  listSkipped(
    tx: Knex,
    run: RunRow,
    slice: Slice,
  ): Promise<Sliced<SkippedBinding>> {
    return listRows(
      () => tx('plan_skipped').where({ plan_id: run.plan_id }),
      slice,
    );
  }
}
