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

import { RunSource, RunStep } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { Slice, Sliced } from '../../access';
import { toSliced, whereAfter } from '../../access/pagedRows';
import type { SourceBinding } from '../plan/SourceBinding';
import { insertSelected } from '../plan/insertSelected';

/** One role binding of another access source that a run changes. */
export interface StepRow {
  id: number;
  run_id: number;
  source: string;
  action: 'remove' | 'restore';
  resource_key: string;
  role: string;
  principal: string;
  user_uuid: string;
  state: 'pending' | 'done' | 'failed';
  /** Done, and it was not so already. */
  effective: boolean;
  message: string | null;
  updated_at: string;
}

/** The journal of what runs change in access sources other than our own. */
export class RunSteps {
  /** Journals what is to be removed, before any of it is. */
  async addRemoving(
    tx: Knex,
    run: number,
    bindings: SourceBinding[],
  ): Promise<void> {
    const now = new Date().toISOString();
    await tx.batchInsert(
      'run_steps',
      bindings.map(binding => ({
        run_id: run,
        source: binding.source,
        action: 'remove',
        resource_key: binding.resource,
        role: binding.role,
        principal: binding.principal,
        user_uuid: binding.userId,
        state: 'pending',
        effective: false,
        updated_at: now,
      })),
      500,
    );
  }

  /**
   * Journals what another run removed, to be put back: all but what was gone
   * before. What it left open may be gone as well, if it was cut off.
   */
  async addRestoring(tx: Knex, run: number, undone: number): Promise<void> {
    const removed = tx('run_steps')
      .where({ run_id: undone })
      .where(gone => gone.where('effective', true).orWhereNot('state', 'done'))
      .orderBy('id');
    await insertSelected(tx, 'run_steps', removed, {
      run_id: tx.raw('cast(? as integer)', [run]),
      source: 'source',
      action: tx.raw(`'restore'`),
      resource_key: 'resource_key',
      role: 'role',
      principal: 'principal',
      user_uuid: 'user_uuid',
      state: tx.raw(`'pending'`),
      effective: tx.raw('?', [false]),
      updated_at: tx.raw('cast(? as varchar(255))', [new Date().toISOString()]),
    });
  }

  /** Whether something is left to do. */
  async hasOpen(tx: Knex, run: number): Promise<boolean> {
    return (await this.#open(tx, run).first('id')) !== undefined;
  }

  /** The next steps that are left: of one source, and one action. */
  async nextBatch(
    tx: Knex,
    run: number,
    after: number,
    limit: number,
  ): Promise<StepRow[]> {
    const steps: StepRow[] = await this.#open(tx, run)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit);
    const end = steps.findIndex(({ source }) => source !== steps[0].source);
    return end < 0 ? steps : steps.slice(0, end);
  }

  async setState(
    tx: Knex,
    step: StepRow,
    state: Pick<StepRow, 'state' | 'effective' | 'message'>,
  ): Promise<void> {
    await tx('run_steps')
      .where({ id: step.id })
      .update({ ...state, updated_at: new Date().toISOString() });
  }

  /** How far a run is in each source. */
  async sources(tx: Knex, run: number): Promise<RunSource[]> {
    const rows: Array<{ source: string; state: string; count: string }> =
      await tx('run_steps')
        .where({ run_id: run })
        .groupBy('source', 'state')
        .orderBy('source')
        .select('source', 'state')
        .count({ count: '*' });
    const sources = new Map<string, RunSource>();
    for (const { source, state, count } of rows) {
      const found = sources.get(source) ?? {
        id: source,
        done: 0,
        pending: 0,
        failed: 0,
      };
      sources.set(source, { ...found, [state]: Number(count) });
    }
    return [...sources.values()];
  }

  /** Steps in the order in which they are taken. */
  async list(
    tx: Knex,
    run: number,
    { after, limit }: Slice,
  ): Promise<Sliced<RunStep>> {
    const all = () => tx('run_steps').where({ run_id: run });
    const counted = await all().count({ count: '*' }).first();
    const rows: StepRow[] = await all()
      .modify(query => after && whereAfter(query, ['id'], after))
      .orderBy('id')
      .limit(limit + 1);
    return toSliced(rows, {
      limit,
      totalItems: Number(counted?.count),
      position: row => [row.id],
      item: row => ({
        source: row.source,
        action: row.action,
        resource: row.resource_key,
        role: row.role,
        principal: row.principal,
        userId: row.user_uuid,
        state: row.state,
        message: row.message ?? undefined,
        updatedAt: row.updated_at,
      }),
    });
  }

  #open(tx: Knex, run: number): Knex.QueryBuilder {
    return tx('run_steps').where({ run_id: run }).whereNot('state', 'done');
  }
}
