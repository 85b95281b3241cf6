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
import { AccessModel, PlanScope } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import type { AuditLog } from '../audit';
import {
  withoutParallelWorkers,
  type ReadBeside,
  type ScimDatabase,
} from '../database';
import { RunRow, RunStore } from './apply/RunStore';
import { eitherOf } from './eitherOf';
import { EnforcementSettings } from './EnforcementSettings';
import { findOrphanedEntities, OrphanLookup } from './findOrphanedEntities';
import type { DirectoryHealth } from './guards';
import type { Report } from './Operations';
import {
  BASIS_VERSION,
  digestModel,
  PlanBasis,
  PlanDraft,
  PlanRow,
  PlanStore,
  readState,
  sortedIds,
} from './plan';
import { checkScope } from './plan/checkScope';
import { storePeople } from './plan/storePeople';
import { PlanDrafting } from './PlanDrafting';
import { PlanJudging } from './PlanJudging';
import { Turns } from './Turns';

/** How long the catalog may take to say what a plan orphans: others wait. */
const CATALOG_PATIENCE_MS = 2 * 60 * 1000;

/** What somebody asks for a plan of. */
export interface PlanRequest {
  /** Who asks, as records name them. */
  actor: string;
  /** Absent for everything. */
  scope?: PlanScope;
  /** The id of a run to undo. */
  rollbackOf?: string;
  /** Gives the plan up. */
  signal?: AbortSignal;
}

/** A plan that was begun. */
interface BegunPlan {
  /** Row id. */
  id: number;
  /** Settles once the names of people are kept for it. */
  people: Promise<void>;
  /** Aborted once it is given up, for whatever reason. */
  signal: AbortSignal;
}

/** Makes plans and stores them. Changes nobody's access. */
export class PlanMaking {
  /** A plan that waits for the one before it must not hold a connection. */
  readonly #turns = new Turns();

  constructor(
    private readonly options: {
      database: ScimDatabase;
      audit: AuditLog;
      model: AccessModel;
      settings: EnforcementSettings;
      sourceIds: readonly string[];
      plans: PlanStore;
      runs: RunStore;
      drafting: PlanDrafting;
      judging: PlanJudging;
      findOrphans?: OrphanLookup;
      /** Aborted when the back end stops. */
      signal: AbortSignal;
    },
  ) {}

  async make(
    request: PlanRequest,
    report: (report: Report) => void,
  ): Promise<PlanRow> {
    const { database, audit, settings, plans } = this.options;
    const { actor } = request;
    if (request.rollbackOf !== undefined && request.scope !== undefined) {
      throw new InputError(
        'A run is undone as a whole: leave out either scope or rollbackOf.',
      );
    }
    report({ phase: 'reading' });
    const id = await plans.begin(database.knex, {
      kind: request.rollbackOf === undefined ? 'enforce' : 'rollback',
      createdBy: actor,
      retentionMs: settings.planRetentionMs,
    });
    const failed = new AbortController();
    const stopped = eitherOf(this.options.signal, request.signal);
    const signal = eitherOf(failed.signal, stopped);
    const begun: BegunPlan = { id, people: Promise.resolve(), signal };
    let prepared: { draft: PlanDraft; scope?: PlanScope };
    let letNextIn = () => {};
    try {
      letNextIn = await this.#turns.take(signal);
      prepared = await this.#prepare(begun, request, report);
    } catch (error) {
      failed.abort(error);
      // What cannot be deleted now is deleted with what a crash leaves.
      await begun.people.catch(() => {});
      await plans.discard(database.knex, id).catch(() => {});
      throw error;
    } finally {
      letNextIn();
    }
    const { draft, scope } = prepared;
    return database.write(async change => {
      const added = await plans.add(change, id);
      await audit.record(change, {
        actor,
        action: 'enforcement.plan',
        target: added.uuid,
        detail: {
          kind: draft.kind,
          scope: scope ? { ...scope } : null,
          rollbackOf: draft.rollbackOf?.uuid ?? null,
          revision: added.revision,
          fingerprint: added.fingerprint,
          rowsDigest: added.rows_digest,
          counts: { ...draft.counts },
        },
      });
      return added;
    });
  }

  /** The draft of a stored plan, made now. */
  async redraft(
    tx: Knex,
    plan: PlanRow,
    report?: (report: Report) => void,
  ): Promise<PlanDraft> {
    const { drafting, runs } = this.options;
    if (plan.rollback_of === null) {
      const scope = plan.scope === null ? undefined : JSON.parse(plan.scope);
      return drafting.draft(tx, { scope, progress: report });
    }
    const undone = await runs.getById(tx, plan.rollback_of);
    await this.#assertCanBeUndone(tx, undone);
    return drafting.draft(tx, { undone, progress: report });
  }

  /** Drafts a plan and writes it down. */
  async #prepare(
    begun: BegunPlan,
    request: PlanRequest,
    report: (report: Report) => void,
  ): Promise<{ draft: PlanDraft; scope?: PlanScope }> {
    const { database, settings, plans, findOrphans } = this.options;
    const { draft, scope, guards, basis } = await database.read(
      tx => this.#draft(tx, begun, request, report),
      'read write',
    );
    const orphans = await findOrphanedEntities(draft, {
      findOrphans,
      patienceMs: CATALOG_PATIENCE_MS,
      signal: begun.signal,
    });
    report({ phase: 'storing' });
    await plans.prepare(
      database.knex,
      begun.id,
      draft,
      {
        scope,
        guards: [...guards, ...orphans.guards],
        sources: draft.sources,
        orphanedEntities: orphans.found,
        basis,
        lifetimeMs: settings.planLifetimeMs,
      },
      { progress: report, signal: begun.signal, people: begun.people },
    );
    return { draft, scope };
  }

  async #draft(
    tx: Knex.Transaction,
    begun: BegunPlan,
    request: PlanRequest,
    progress: (report: Report) => void,
  ) {
    const { database, model, drafting, judging, runs, sourceIds } =
      this.options;
    const scope = await checkScope(tx, request.scope, sourceIds);
    let undone: RunRow | undefined;
    if (request.rollbackOf !== undefined) {
      undone = await runs.get(tx, request.rollbackOf);
      await this.#assertCanBeUndone(tx, undone);
    }
    const beside = await database.shareState(tx);
    let read = undefined as Pick<PlanBasis, 'exempt' | 'state'> | undefined;
    let health = undefined as DirectoryHealth | undefined;
    const draft = await drafting.draft(tx, {
      scope,
      undone,
      beside,
      signal: request.signal,
      async meanwhile(within, users, signal) {
        const exempt = sortedIds(users.map(user => user.id));
        await withoutParallelWorkers(within);
        const moving = undone ? { undone: undone.id } : { exempt, scope };
        read = { exempt, state: await readState(within, moving, signal) };
        health = await judging.readHealth(within);
      },
      progress,
    });
    await this.#beginStoringPeople(tx, beside, begun, draft);
    const { guards, administrators } = await judging.judgeDraft(tx, draft, {
      actor: request.actor,
      health: health!,
    });
    const basis: PlanBasis = {
      version: BASIS_VERSION,
      ...read!,
      model: digestModel(model),
      administrators,
    };
    return { draft, scope, guards, basis };
  }

  /** Begins to keep what people are called, until the transaction may end. */
  async #beginStoringPeople(
    tx: Knex.Transaction,
    beside: ReadBeside,
    begun: BegunPlan,
    draft: PlanDraft,
  ): Promise<void> {
    let letGo = () => {};
    const seen = new Promise<void>(resolve => {
      letGo = resolve;
    });
    const { id: plan, signal } = begun;
    // Others have a turn between the drafting, this, and what comes next.
    await setImmediate();
    const people = draft.changedPeople();
    await setImmediate();
    begun.people = beside(within => {
      if (within !== tx) {
        letGo();
      }
      return storePeople(within, { plan, signal }, people);
    }, 'read write');
    // Who waits for it sees how it fails.
    begun.people.catch(() => {});
    await Promise.race([seen, begun.people]);
  }

  async #assertCanBeUndone(tx: Knex, run: RunRow): Promise<void> {
    const { rolledBackBy, kind } = await this.options.runs.toRun(tx, run);
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
}
