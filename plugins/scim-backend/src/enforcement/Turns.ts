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

import { createDeferred } from '@backstage/types';
import { unlessAborted } from './unlessAborted';

/** Lets one in after the other, in the order in which they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Waits for those who came before.
   *
   * @param signal - ends the waiting, with an error
   * @returns what lets the next one in
   */
  async take(signal?: AbortSignal): Promise<() => void> {
    const previous = this.#last;
    const done = createDeferred();
    this.#last = done;
    try {
      await unlessAborted(previous, signal);
    } catch (error) {
      // Whoever gave up while waiting must not let the next one in too early.
      previous.then(() => done.resolve());
      throw error;
    }
    return () => done.resolve();
  }
}
