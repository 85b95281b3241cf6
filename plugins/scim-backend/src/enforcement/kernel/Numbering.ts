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

/** What stands for an id that has no number. */
export const UNKNOWN = -1;

/** An array of so many times the ids is still smaller than a map of them. */
const SPARSE = 16;

/** Numbers ids from 0, in the order in which they come. */
export class Numbering {
  readonly ids: number[] = [];
  #least = 0;
  #dense: Int32Array | undefined;
  #map: Map<number, number> | undefined;

  add(id: number): number {
    this.#dense = undefined;
    this.#map = undefined;
    return this.ids.push(id) - 1;
  }

  /** {@link UNKNOWN} for an id that was never added. */
  of(id: number): number {
    if (!this.#dense && !this.#map) {
      this.#index();
    }
    if (this.#dense) {
      return this.#dense[id - this.#least] ?? UNKNOWN;
    }
    return this.#map!.get(id) ?? UNKNOWN;
  }

  #index(): void {
    const { ids } = this;
    let least = ids[0] ?? 0;
    let most = least;
    for (const id of ids) {
      least = Math.min(least, id);
      most = Math.max(most, id);
    }
    const span = most - least + 1;
    if (span <= SPARSE * ids.length + 1024) {
      this.#least = least;
      this.#dense = new Int32Array(span).fill(UNKNOWN);
      ids.forEach((id, number) => {
        this.#dense![id - least] = number;
      });
    } else {
      this.#map = new Map(ids.map((id, number) => [id, number]));
    }
  }
}
