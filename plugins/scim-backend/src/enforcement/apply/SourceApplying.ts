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
import type {
  AccessSource,
  BindingOutcome,
} from '@backstage-scim/plugin-scim-node';
import type { ScimDatabase } from '../../database';
import type { Report } from '../Operations';
import { RunRow, RunStore } from './RunStore';
import { RunSteps, StepRow } from './RunSteps';

/** Role bindings given to a source at once, and journalled before and after. */
const BATCH = 100;

/**
 * Carries out the part of a run that lies in other access sources. They cannot
 * take part in our transaction, so every batch is journalled: after a crash or
 * a failure the run goes on where it stopped.
 */
export class SourceApplying {
  readonly #sources: Map<string, AccessSource>;
  readonly #going = new Set<number>();

  constructor(
    private readonly options: {
      database: ScimDatabase;
      sources: readonly AccessSource[];
      runs: RunStore;
      steps: RunSteps;
      /** Ends the work when the back end stops. */
      signal: AbortSignal;
    },
  ) {
    this.#sources = new Map(options.sources.map(source => [source.id, source]));
  }

  /**
   * Takes every step that is left, each once, until the run is rolled back.
   *
   * @param begin - called once it is sure that nobody else is at it
   * @throws ConflictError if that is going on already
   */
  async carryOn(
    run: RunRow,
    actor: string,
    report: (report: Report) => void,
    begin?: () => Promise<void>,
  ): Promise<void> {
    if (this.#going.has(run.id)) {
      throw new ConflictError(
        `The run '${run.uuid}' is going on; wait until it has ended.`,
      );
    }
    this.#going.add(run.id);
    try {
      await begin?.();
      await this.#takeSteps(run, actor, report);
    } finally {
      this.#going.delete(run.id);
    }
  }

  async #takeSteps(
    run: RunRow,
    actor: string,
    report: (report: Report) => void,
  ): Promise<void> {
    const { database, runs, steps, signal } = this.options;
    let done = 0;
    let after = 0;
    for (;;) {
      const batch = await steps.nextBatch(database.knex, run.id, after, BATCH);
      if (batch.length === 0 || signal.aborted) {
        break;
      }
      const { rolled_back_by } = await runs.getById(database.knex, run.id);
      if (rolled_back_by !== null) {
        return;
      }
      after = batch[batch.length - 1].id;
      const outcomes = await this.#ask(batch, run, actor);
      await database.write(async ({ tx }) => {
        for (const [index, step] of batch.entries()) {
          await steps.setState(tx, step, toState(outcomes[index]));
        }
      });
      done += batch.length;
      report({ phase: 'sources', done });
    }
    await database.write(async ({ tx }) =>
      runs.setStatus(
        tx,
        run.id,
        (await steps.hasOpen(tx, run.id)) ? 'partial' : 'applied',
      ),
    );
  }

  /** A source that fails as a whole fails every step of the batch. */
  async #ask(
    batch: StepRow[],
    run: RunRow,
    actor: string,
  ): Promise<BindingOutcome[]> {
    const [{ source: id, action }] = batch;
    const source = this.#sources.get(id);
    const failed = (message: string) =>
      batch.map(() => ({ status: 'failed' as const, message }));
    if (!source) {
      return failed(`The access source '${id}' is not installed any more.`);
    }
    const bindings = batch.map(step => ({
      resource: step.resource_key,
      role: step.role,
      userId: step.user_uuid,
      principal: step.principal,
    }));
    const context = { runId: run.uuid, actor, signal: this.options.signal };
    try {
      const outcomes = await (action === 'remove'
        ? source.removeBindings(bindings, context)
        : source.restoreBindings(bindings, context));
      return outcomes.length === batch.length
        ? outcomes
        : failed(
            `The access source '${id}' answered ${outcomes.length} outcomes to ${batch.length} role bindings.`,
          );
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error));
    }
  }
}

function toState(
  outcome: BindingOutcome,
): Pick<StepRow, 'state' | 'effective' | 'message'> {
  return outcome.status === 'failed'
    ? { state: 'failed', effective: false, message: outcome.message }
    : { state: 'done', effective: outcome.status === 'done', message: null };
}
