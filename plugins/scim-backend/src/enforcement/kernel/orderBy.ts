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

import { compareText } from '../../access/textOrder';

/**
 * The order of a list: `order[i]` is the number of what stands at place `i`.
 *
 * @param compare - earlier keys decide first
 */
export function orderBy(
  count: number,
  compare: (a: number, b: number) => number,
): Int32Array {
  return Int32Array.from(
    Array.from({ length: count }, (_, number) => number).sort(compare),
  );
}

/** Compares by texts, each list deciding where those before it do not. */
export function byTexts(...lists: string[][]) {
  return (a: number, b: number): number => {
    for (const list of lists) {
      const order = compareText(list[a], list[b]);
      if (order !== 0) {
        return order;
      }
    }
    return 0;
  };
}

/** Turns an order round: `places[number]` is the place of that number. */
export function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  order.forEach((number, place) => {
    places[number] = place;
  });
  return places;
}
