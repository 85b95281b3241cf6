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

import type { BindingRows, Rows } from './World';

interface Batch {
  rows: Int32Array;
  values: Int32Array;
  marks?: Uint8Array;
}

/**
 * Collects entries in any order and sorts them into compressed rows, once. Rows
 * and values are renumbered as they are sorted: `rowPlaces[row]` and
 * `valuePlaces[value]` are their final numbers.
 */
export class RowsBuilder {
  #batches: Batch[] = [];
  #isSorted = false;

  /**
   * Adds entries, which are kept as they are: of millions there need not be
   * copies.
   *
   * @param marks - small numbers that go with the values, such as ranks
   */
  add(rows: Int32Array, values: Int32Array, marks?: Uint8Array): void {
    this.#requireUnsorted();
    this.#batches.push({ rows, values, marks });
  }

  /** The entries by row; within a row in the order they came in. */
  toRows(rowPlaces: Int32Array, valuePlaces: Int32Array): Rows {
    const offsets = this.#offsets(rowPlaces);
    const values = new Int32Array(offsets[rowPlaces.length]);
    this.#visit(rowPlaces, offsets, (place, batch, i) => {
      values[place] = valuePlaces[batch.values[i]];
    });
    return { offsets, values };
  }

  /** The same, each value being a resource and its mark a rank. */
  toBindingRows(rowPlaces: Int32Array, valuePlaces: Int32Array): BindingRows {
    const offsets = this.#offsets(rowPlaces);
    const resources = new Int32Array(offsets[rowPlaces.length]);
    const ranks = new Uint8Array(resources.length);
    this.#visit(rowPlaces, offsets, (place, batch, i) => {
      resources[place] = valuePlaces[batch.values[i]];
      ranks[place] = batch.marks![i];
    });
    return { offsets, resources, ranks };
  }

  #requireUnsorted(): void {
    if (this.#isSorted) {
      throw new Error('These entries were sorted already.');
    }
  }

  #offsets(rowPlaces: Int32Array): Int32Array {
    this.#requireUnsorted();
    this.#isSorted = true;
    const offsets = new Int32Array(rowPlaces.length + 1);
    for (const { rows } of this.#batches) {
      for (let i = 0; i < rows.length; i++) {
        offsets[rowPlaces[rows[i]] + 1]++;
      }
    }
    for (let row = 0; row < rowPlaces.length; row++) {
      offsets[row + 1] += offsets[row];
    }
    return offsets;
  }

  /** Visits each entry with its place, and forgets them. */
  #visit(
    rowPlaces: Int32Array,
    offsets: Int32Array,
    visit: (place: number, batch: Batch, index: number) => void,
  ): void {
    const next = offsets.slice();
    for (const batch of this.#batches) {
      const { rows } = batch;
      for (let i = 0; i < rows.length; i++) {
        visit(next[rowPlaces[rows[i]]]++, batch, i);
      }
    }
    this.#batches = [];
  }
}
