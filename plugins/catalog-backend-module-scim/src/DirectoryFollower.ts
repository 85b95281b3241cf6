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

/** First wait after a fault, in milliseconds; doubled after each further one. */
const FIRST_RETRY_MS = 1_000;

/**
 * Keeps something up to date: at the start, on every hint, and, because hints
 * get lost, at short intervals. Tries again soon after a fault.
 */
export class DirectoryFollower {
  readonly #catchUp: () => Promise<void>;
  readonly #logger: LoggerService;
  readonly #pollMs: number;
  #timer: NodeJS.Timeout | undefined;
  #faults = 0;
  #state: 'new' | 'started' | 'stopped' = 'new';
  #isRunning = false;
  #isHinted = false;

  /** @param options - `pollMs` is the longest wait without a hint */
  constructor(options: {
    catchUp: () => Promise<void>;
    logger: LoggerService;
    pollMs: number;
  }) {
    this.#catchUp = options.catchUp;
    this.#logger = options.logger;
    this.#pollMs = options.pollMs;
  }

  /** Catches up for the first time, and keeps up from now on. */
  start(): void {
    if (this.#state === 'new') {
      this.#state = 'started';
      this.hint();
    }
  }

  /**
   * Something has probably changed. Returns at once; hints that come while one
   * is being followed count as one.
   */
  hint(): void {
    this.#isHinted = true;
    if (this.#state === 'started' && !this.#isRunning) {
      void this.#run();
    }
  }

  /** Stops for good; what is under way goes on to its end. */
  stop(): void {
    this.#state = 'stopped';
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isRunning = true;
    let wait = this.#pollMs;
    while (this.#isHinted && this.#state === 'started') {
      this.#isHinted = false;
      try {
        await this.#catchUp();
        this.#faults = 0;
        wait = this.#pollMs;
      } catch (error) {
        wait = Math.min(this.#pollMs, FIRST_RETRY_MS * 2 ** this.#faults++);
        this.#logger.warn(
          `The catalog could not follow the SCIM directory; nothing was removed. Trying again in ${wait} ms. ${stringifyError(
            error,
          )}`,
        );
        break;
      }
    }
    this.#isRunning = false;
    if (this.#state === 'started') {
      this.#timer = setTimeout(() => this.hint(), wait);
      this.#timer.unref();
    }
  }
}
