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
  ProviderStyle,
  providerStyles,
  pushDirectory,
  PushSummary,
  ScimExchange,
  ScimTarget,
} from './push';
import { ProvisioningTarget } from './ProvisioningTarget';

/** Pushes a directory, one push at a time. */
export class PushJob {
  readonly #options: {
    directory: () => Directory;
    target: () => ProvisioningTarget | undefined;
    progress: ProgressLine;
    onExchange?: (exchange: ScimExchange) => void;
  };
  #running: Promise<unknown> | undefined;

  constructor(options: {
    directory: () => Directory;
    /** Where to push at the moment; nowhere if undefined. */
    target: () => ProvisioningTarget | undefined;
    progress: ProgressLine;
    /** Told of every request and its answer. */
    onExchange?: (exchange: ScimExchange) => void;
  }) {
    this.#options = options;
  }

  /**
   * Pushes the directory as it is now, after the push that is under way.
   *
   * @param onExchange - told of every request of this push and its answer
   * @throws if there is nowhere to push to, or the service refuses
   */
  async run(
    onExchange?: (exchange: ScimExchange) => void,
  ): Promise<PushSummary> {
    const before = this.#running ?? Promise.resolve();
    const run = before.catch(() => {}).then(() => this.#push(onExchange));
    this.#running = run;
    return run;
  }

  /** How this job words its requests. */
  get style(): ProviderStyle {
    return providerStyles[this.#options.target()?.style ?? 'generic'];
  }

  /** The service, as this job would speak to it. */
  target(onExchange?: (exchange: ScimExchange) => void): ScimTarget {
    const { progress, target } = this.#options;
    const connection = target();
    if (!connection) {
      throw new Error(
        'There is nowhere to push to: give a SCIM base URL and a token first.',
      );
    }
    return new ScimTarget({
      ...connection,
      onExchange: exchange => {
        onExchange?.(exchange);
        this.#options.onExchange?.(exchange);
      },
      onRetry: (reason, wait) =>
        progress.note(
          `${reason} Trying again in ${(wait / 1000).toFixed(1)} s …`,
        ),
    });
  }

  async #push(onExchange?: (exchange: ScimExchange) => void) {
    const { directory, progress } = this.#options;
    try {
      return await pushDirectory(directory(), this.target(onExchange), {
        style: this.style,
        onProgress: progress.step,
      });
    } finally {
      progress.end();
    }
  }
}
