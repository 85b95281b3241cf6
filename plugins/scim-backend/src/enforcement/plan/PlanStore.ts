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
  ENFORCEMENT_FORMAT_VERSION,
  EnforcementPlan,
  GuardResult,
  PlanChange,
  PlanListItem,
  PlanRemoval,
  PlanScope,
  PlanSource,
  PlanStatus,
  SkippedBinding,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { Slice, Sliced } from '../../access';
import { toSliced, whereAfter } from '../../access/pagedRows';
import type { OrganizationChange } from '../../database';
import { toUserSummary } from '../../directory';
import { getRecord } from '../getRecord';
import { deletePlan, deletePlans } from './deletePlans';
import { digestPlan } from './digestPlan';
import { listChangeRows } from './listChangeRows';
import { listRows } from './listRows';
import type { PlanBasis } from './PlanBasis';
import { PlanDecisions, withOverrides } from './PlanDecisions';
import { PlanDraft } from './PlanDraft';
import { PlanRow, PlanSummary } from './planRows';
import { readBasis } from './storedBasis';
import { StoreOptions, storeRows } from './storeRows';

/** Longer than it takes to make a plan; what a crash left is older. */
const PREPARING_MS = 24 * 60 * 60 * 1000;

/** How much a plan shows of what may be long. */
const EXAMPLES = 100;

/** Stored plans and their rows. */
export class PlanStore {
  constructor(private readonly decisions: PlanDecisions) {}

  /**
   * Begins a plan, for its rows to be written. Nobody sees it until
   * {@link PlanStore.add}. Deletes those that are kept no longer.
   *
   * @param options.retentionMs - how long a plan that can no longer be applied
   * is kept for reading
   * @returns row id of the plan
   */
  async begin(
    knex: Knex,
    options: {
      kind: PlanRow['kind'];
      createdBy: string;
      retentionMs: number;
    },
  ): Promise<number> {
    const { kind, createdBy, retentionMs } = options;
    await deletePlans(knex, fromNow(-retentionMs));
    const [{ id }] = await knex('enforcement_plans')
      .insert({
        uuid: randomUUID(),
        kind,
        revision: 0,
        fingerprint: '',
        created_by: createdBy,
        created_at: fromNow(0),
        expires_at: fromNow(PREPARING_MS),
        summary: '{}',
        preparing: true,
      })
      .returning('id');
    return id;
  }

  /**
   * Writes a draft down, in slices and without keeping others from writing.
   *
   * @param id - row id of a plan that was begun
   * @throws ConflictError if it is gone
   */
  async prepare(
    knex: Knex,
    id: number,
    draft: PlanDraft,
    details: {
      scope?: PlanScope;
      guards: GuardResult[];
      sources: PlanSource[];
      orphanedEntities?: EnforcementPlan['orphanedEntities'];
      basis: PlanBasis;
      lifetimeMs: number;
    },
    options: Omit<StoreOptions, 'plan'>,
  ): Promise<void> {
    const { orphanedEntities: orphaned } = details;
    const summary: PlanSummary = {
      counts: draft.counts,
      guards: details.guards,
      exempt: draft.snapshot.exempt.map(user =>
        toUserSummary(user, user.connection),
      ),
      impact: draft.impact,
      impactTotal: draft.impactTotal,
      skipped: draft.skipped?.slice(0, EXAMPLES),
      skippedTotal: draft.skipped?.length,
      sources: details.sources,
      orphanedEntities: orphaned && {
        total: orphaned.total,
        items: orphaned.items.slice(0, EXAMPLES),
      },
    };
    await storeRows(knex, draft, { ...options, plan: id });
    const [row] = await knex('enforcement_plans')
      .where({ id })
      .update({
        rollback_of: draft.rollbackOf?.id ?? null,
        revision: draft.snapshot.revision,
        fingerprint: await draft.fingerprint,
        expires_at: fromNow(details.lifetimeMs),
        summary: JSON.stringify(summary),
        scope: details.scope ? JSON.stringify(details.scope) : null,
        basis: JSON.stringify(details.basis),
      })
      .returning<PlanRow[]>('*');
    const written = row
      ? await knex('enforcement_plans')
          .where({ id })
          .update({ rows_digest: await digestPlan(knex, row) })
      : 0;
    if (written !== 1) {
      throw new ConflictError(
        'The plan was deleted while it was made; make it again.',
      );
    }
  }

  /** Deletes a plan (by row id) that is not to be finished. */
  discard(knex: Knex, id: number): Promise<void> {
    return deletePlan(knex, id);
  }

  /**
   * Lets a prepared plan be seen. Leaves the organization's revision as it is.
   *
   * @param id - row id of the plan
   */
  async add({ tx }: OrganizationChange, id: number): Promise<PlanRow> {
    await tx('enforcement_plans').where({ id }).update({ preparing: false });
    return tx('enforcement_plans').where({ id }).first();
  }

  /** @throws NotFoundError */
  get(tx: Knex, uuid: string): Promise<PlanRow> {
    return getRecord(
      tx,
      'enforcement_plans',
      uuid,
      `There is no plan '${uuid}'. Plans that were not applied are deleted some time after they expire; make a new one.`,
    );
  }

  /** Whether a plan of this version, and its rows, are as they were stored. */
  async isIntact(tx: Knex, plan: PlanRow): Promise<boolean> {
    return plan.rows_digest === (await digestPlan(tx, plan));
  }

  /** A plan as answers show it. */
  async toPlan(tx: Knex, row: PlanRow): Promise<EnforcementPlan> {
    const { name, revision } = await tx('organization')
      .where({ id: 1 })
      .first('name', 'revision');
    const undone =
      row.rollback_of === null
        ? undefined
        : await tx('enforcement_runs')
            .where({ id: row.rollback_of })
            .first('uuid');
    const { guards, ...summary }: PlanSummary = JSON.parse(row.summary);
    return {
      formatVersion: ENFORCEMENT_FORMAT_VERSION,
      id: row.uuid,
      kind: row.kind,
      scope: row.scope === null ? undefined : JSON.parse(row.scope),
      rollbackOf: undone?.uuid,
      status: statusOf(row, revision),
      organization: name,
      revision: row.revision,
      fingerprint: row.fingerprint,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      createdBy: row.created_by,
      ...summary,
      guards: withOverrides(guards, await this.decisions.overrides(tx, row)),
      approvals: await this.decisions.approvals(tx, row),
      affectedUsers: affectedUsers(row),
    };
  }

  /** Plans, newest first. */
  async list(tx: Knex, slice: Slice): Promise<Sliced<PlanListItem>> {
    const { after, limit } = slice;
    const finished = () => tx('enforcement_plans').where('preparing', false);
    const counted = await finished().count({ count: '*' }).first();
    const age = tx.raw('-??', ['id']);
    const rows: PlanRow[] = await finished()
      .modify(query => after && whereAfter(query, [age], after))
      .orderBy('id', 'desc')
      .limit(limit + 1);
    const { items, ...rest } = toSliced(rows, {
      limit,
      totalItems: Number(counted?.count),
      position: row => [-row.id],
      item: row => row,
    });
    const plans: PlanListItem[] = [];
    for (const row of items) {
      const {
        impact,
        impactTotal,
        exempt,
        skipped,
        orphanedEntities,
        ...plan
      } = await this.toPlan(tx, row);
      plans.push(plan);
    }
    return { items: plans, ...rest };
  }

  /** Change rows, in the plan's order. */
  listChanges(
    tx: Knex,
    plan: PlanRow,
    slice: Slice,
  ): Promise<Sliced<PlanChange>> {
    return listChangeRows(tx, plan.id, slice);
  }

  /** Removals, by email. */
  listRemovals(
    tx: Knex,
    plan: PlanRow,
    slice: Slice,
  ): Promise<Sliced<PlanRemoval>> {
    return listRowsOf(tx, 'enforcement_removals', plan, slice);
  }

  /** What a rollback cannot bring back, by principal. */
  listSkipped(
    tx: Knex,
    plan: PlanRow,
    slice: Slice,
  ): Promise<Sliced<SkippedBinding>> {
    return listRowsOf(tx, 'plan_skipped', plan, slice);
  }
}

/** The number that an override of a plan must repeat. */
export function affectedUsers(row: PlanRow): number {
  const { counts }: PlanSummary = JSON.parse(row.summary);
  return counts.usersChanged + counts.usersRemoved;
}

function listRowsOf<T>(
  tx: Knex,
  table: string,
  plan: PlanRow,
  slice: Slice,
): Promise<Sliced<T>> {
  return listRows(() => tx(table).where({ plan_id: plan.id }), slice);
}

/** A time so many milliseconds from now; ISO 8601. */
function fromNow(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}

/** What can be done with a plan at a revision of the organization. */
export function statusOf(row: PlanRow, revision: number): PlanStatus {
  if (row.applied_at !== null) {
    return 'applied';
  }
  if (Date.now() >= Date.parse(row.expires_at)) {
    return 'expired';
  }
  return row.revision === revision && readBasis(row) ? 'ready' : 'stale';
}
