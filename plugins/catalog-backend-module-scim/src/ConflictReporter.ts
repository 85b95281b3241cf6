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

import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  DirectoryConflict,
  DirectoryConflictReport,
} from '@backstage-scim/plugin-scim-common';
import { ScimService } from '@backstage-scim/plugin-scim-node';

/** Conflicts in one call. */
const SLICE = 500;

/**
 * Tells the SCIM plugin about conflicts. What could not be told is told by the
 * next reconciliation: the catalog does not wait for it.
 */
export class ConflictReporter {
  readonly #scim: ScimService;
  readonly #logger: LoggerService;
  /** Ids of those with a conflict, as this replica knows. */
  #known = new Set<string>();

  constructor(options: { scim: ScimService; logger: LoggerService }) {
    this.#scim = options.scim;
    this.#logger = options.logger;
  }

  /** Conflicts among those who changed. */
  async report(ids: string[], conflicts: DirectoryConflict[]): Promise<void> {
    const present = new Set(conflicts.map(({ id }) => id));
    const resolved = ids.filter(id => this.#known.has(id) && !present.has(id));
    resolved.forEach(id => this.#known.delete(id));
    this.#note(conflicts);
    if (conflicts.length + resolved.length > 0) {
      await this.#send({ conflicts, resolved });
    }
  }

  /** A report of everything, which ends what is not in it. */
  reportAll(): {
    add(conflicts: DirectoryConflict[]): Promise<void>;
    finish(): Promise<void>;
  } {
    let waiting: DirectoryConflict[] = [];
    let startedAt: string | undefined;
    let isWhole = true;
    const before = this.#known;
    this.#known = new Set();
    const send = async (conflicts: DirectoryConflict[]) => {
      const answer = await this.#send({ conflicts, resolved: [] });
      startedAt ??= answer?.reportedAt;
      isWhole &&= answer !== undefined;
    };
    return {
      add: async conflicts => {
        this.#note(conflicts, before);
        waiting.push(...conflicts);
        while (waiting.length >= SLICE) {
          await send(waiting.slice(0, SLICE));
          waiting = waiting.slice(SLICE);
        }
      },
      finish: async () => {
        await send(waiting);
        if (isWhole && startedAt) {
          await this.#send({
            conflicts: [],
            resolved: [],
            completeSince: startedAt,
          });
        }
      },
    };
  }

  #note(conflicts: DirectoryConflict[], before = this.#known): void {
    for (const { id, message, reason } of conflicts) {
      if (!before.has(id)) {
        this.#logger[reason === 'linked' ? 'info' : 'warn'](message);
      }
    }
    conflicts.forEach(({ id }) => this.#known.add(id));
  }

  async #send(
    report: DirectoryConflictReport,
  ): Promise<{ reportedAt: string } | undefined> {
    try {
      return await this.#scim.reportConflicts(report);
    } catch (error) {
      this.#logger.warn(
        `Could not tell the SCIM plugin about conflicts in the catalog; the next reconciliation will. ${stringifyError(
          error,
        )}`,
      );
      return undefined;
    }
  }
}
