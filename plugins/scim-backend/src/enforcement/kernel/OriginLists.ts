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

/** The end of a list. */
const NONE = -1;

/**
 * Where the roles on some resources come from, a list for each. The same memory
 * serves one person after the other.
 */
export class OriginLists {
  /** By origin: how powerful it is, what it is, and the next one on its list. */
  readonly #ranks: number[] = [];
  readonly #texts: string[] = [];
  readonly #next: number[] = [];
  #count = 0;
  /** By resource, those that go and those that stay: where its list is. */
  readonly #first: number[] = [];
  readonly #last: number[] = [];

  /** Starts anew, with empty lists for so many resources. */
  begin(resources: number): void {
    this.#count = 0;
    this.#first.fill(NONE, 0, 2 * resources);
    for (let list = this.#first.length; list < 2 * resources; list++) {
      this.#first[list] = NONE;
    }
  }

  /** Puts an origin behind those that came before it and are as powerful. */
  add(resource: number, rank: number, stays: boolean, text: string): void {
    const list = listOf(resource, stays);
    const origin = this.#count++;
    this.#ranks[origin] = rank;
    this.#texts[origin] = text;
    const before = this.#lastUpTo(rank, list);
    if (before === NONE) {
      this.#next[origin] = this.#first[list];
      this.#first[list] = origin;
    } else {
      this.#next[origin] = this.#next[before];
      this.#next[before] = origin;
    }
    if (this.#next[origin] === NONE) {
      this.#last[list] = origin;
    }
  }

  /** Those of a resource as `<lost>|<kept>`. */
  toText(resource: number): string {
    const lost = this.#join(listOf(resource, false));
    return `${lost}|${this.#join(listOf(resource, true))}`;
  }

  /** The last origin of a list that is as powerful as a rank, or more. */
  #lastUpTo(rank: number, list: number): number {
    if (this.#first[list] !== NONE && this.#ranks[this.#last[list]] <= rank) {
      return this.#last[list];
    }
    let found = NONE;
    let at = this.#first[list];
    while (at !== NONE && this.#ranks[at] <= rank) {
      found = at;
      at = this.#next[at];
    }
    return found;
  }

  #join(list: number): string {
    let text = '';
    for (let at = this.#first[list]; at !== NONE; at = this.#next[at]) {
      const origin = `${this.#ranks[at]}${this.#texts[at]}`;
      text = text === '' ? origin : `${text};${origin}`;
    }
    return text;
  }
}

function listOf(resource: number, stays: boolean): number {
  return 2 * resource + (stays ? 1 : 0);
}
