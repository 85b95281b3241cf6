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

/**
 * Collects entries in any order and sorts them into compressed rows, once. Rows
 * and values are renumbered as they are sorted: `rowPlaces[row]` and
 * `valuePlaces[value]` are their final numbers.
 */
export class RowsBuilder {
  #size = 0;
  #isSorted = false;
  #rows = new Int32Array(1024);
  #values = new Int32Array(1024);
  #marks = new Uint8Array(1024);

  /** @param mark - a small number that goes with the value, such as a rank */
  add(row: number, value: number, mark: number = 0): void {
    if (this.#size === this.#rows.length) {
      this.#grow();
    }
    this.#rows[this.#size] = row;
    this.#values[this.#size] = value;
    this.#marks[this.#size] = mark;
    this.#size++;
  }

  /** The entries by row; within a row in the order they came in. */
  toRows(rowPlaces: Int32Array, valuePlaces: Int32Array): Rows {
    const { offsets, values } = this.#sort(rowPlaces, valuePlaces);
    return { offsets, values };
  }

  /** The same, each value being a resource and its mark a rank. */
  toBindingRows(rowPlaces: Int32Array, valuePlaces: Int32Array): BindingRows {
    const { offsets, values, marks } = this.#sort(rowPlaces, valuePlaces);
    return { offsets, resources: values, ranks: marks };
  }

  #grow(): void {
    this.#requireUnsorted();
    this.#rows = doubled(this.#rows);
    this.#values = doubled(this.#values);
    this.#marks = doubled(this.#marks);
  }

  #requireUnsorted(): void {
    if (this.#isSorted) {
      throw new Error('These entries were sorted already.');
    }
  }

  #sort(rowPlaces: Int32Array, valuePlaces: Int32Array) {
    this.#requireUnsorted();
    const rowCount = rowPlaces.length;
    const offsets = new Int32Array(rowCount + 1);
    for (let i = 0; i < this.#size; i++) {
      offsets[rowPlaces[this.#rows[i]] + 1]++;
    }
    for (let row = 0; row < rowCount; row++) {
      offsets[row + 1] += offsets[row];
    }
    const next = offsets.slice();
    const values = new Int32Array(this.#size);
    const marks = new Uint8Array(this.#size);
    for (let i = 0; i < this.#size; i++) {
      const place = next[rowPlaces[this.#rows[i]]]++;
      values[place] = valuePlaces[this.#values[i]];
      marks[place] = this.#marks[i];
    }
    // Millions of entries need not be there twice.
    this.#rows = this.#values = new Int32Array(0);
    this.#marks = new Uint8Array(0);
    this.#size = 0;
    this.#isSorted = true;
    return { offsets, values, marks };
  }
}

function doubled<T extends Int32Array | Uint8Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(
    array.length * 2,
  );
  larger.set(array);
  return larger;
}
