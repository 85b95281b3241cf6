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

import { Directory } from './directory';
import {
  ProgressLine,
  pushDirectory,
  PushSummary,
  ScimTarget,
  ScimTargetOptions,
} from './push';

/** Pushes the same directory to the same place, one push at a time. */
export class PushJob {
  readonly #directory: () => Directory;
  readonly #target: ScimTarget;
  readonly #progress: ProgressLine;
  #running: Promise<PushSummary> | undefined;

  constructor(options: {
    directory: () => Directory;
    target: Pick<ScimTargetOptions, 'url' | 'token'>;
    progress: ProgressLine;
  }) {
    this.#directory = options.directory;
    this.#progress = options.progress;
    this.#target = new ScimTarget({
      ...options.target,
      onRetry: (reason, wait) =>
        options.progress.note(
          `${reason} Trying again in ${(wait / 1000).toFixed(1)} s …`,
        ),
    });
  }

  /** Pushes the directory as it is now, after the push that is under way. */
  run(): Promise<PushSummary> {
    const before = this.#running ?? Promise.resolve();
    const run = before
      .catch(() => {})
      .then(() =>
        pushDirectory(this.#directory(), this.#target, this.#progress.step),
      )
      .finally(() => {
        this.#progress.end();
        if (this.#running === run) {
          this.#running = undefined;
        }
      });
    this.#running = run;
    return run;
  }
}
