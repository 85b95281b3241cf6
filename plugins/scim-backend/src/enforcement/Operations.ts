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

import { OperationProgress } from '@backstage-scim/plugin-scim-common';

/** What somebody reports of an operation. */
export type Report = Pick<
  OperationProgress,
  'phase' | 'done' | 'total' | 'message'
>;

type Listener = (progress: OperationProgress) => void;

/** How long the end of an operation can be asked for. */
const KEEP_MS = 10 * 60 * 1000;

/**
 * How far operations are that this process carries out. Kept in memory: it is
 * for people who wait, the truth is in the records of runs.
 */
export class Operations {
  readonly #latest = new Map<string, OperationProgress>();
  readonly #listeners = new Map<string, Set<Listener>>();

  /**
   * Runs an operation. Whoever watches it hears what it reports, and its end.
   *
   * @param id - absent if nobody can watch it
   */
  async track<T>(
    id: string | undefined,
    run: (report: (report: Report) => void) => Promise<T>,
  ): Promise<T> {
    if (id === undefined) {
      return run(() => {});
    }
    const report = (step: Report) => this.#report(id, step);
    try {
      const result = await run(report);
      report({ phase: 'done' });
      return result;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report({ phase: 'failed', message });
      throw error;
    }
  }

  /** The last report of an operation that this process knows. */
  latest(id: string): OperationProgress | undefined {
    return this.#latest.get(id);
  }

  /** @returns a function that ends it */
  watch(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        this.#listeners.delete(id);
      }
    };
  }

  #report(operationId: string, report: Report): void {
    const progress = { operationId, ...report, at: new Date().toISOString() };
    this.#forget();
    // Set anew, so that the oldest stand first.
    this.#latest.delete(operationId);
    this.#latest.set(operationId, progress);
    this.#listeners.get(operationId)?.forEach(listener => listener(progress));
  }

  #forget(): void {
    const oldest = new Date(Date.now() - KEEP_MS).toISOString();
    for (const [id, { at }] of this.#latest) {
      if (at >= oldest) {
        return;
      }
      this.#latest.delete(id);
    }
  }
}

/** True once nothing more will be reported. */
export function isOver({ phase }: OperationProgress): boolean {
  return phase === 'done' || phase === 'failed';
}
