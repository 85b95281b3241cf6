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

import { AFTER, BEFORE, BindingRows, World } from './World';

/** Bindings that are there all along, and those that come back. */
export function mergeBindings(
  present: BindingRows,
  restored: BindingRows,
): World['directBindings'] {
  const size = present.resources.length + restored.resources.length;
  const offsets = new Int32Array(present.offsets.length);
  const resources = new Int32Array(size);
  const ranks = new Uint8Array(size);
  const times = new Uint8Array(size);
  let next = 0;
  const copy = (rows: BindingRows, row: number, time: number) => {
    const start = rows.offsets[row];
    const end = rows.offsets[row + 1];
    resources.set(rows.resources.subarray(start, end), next);
    ranks.set(rows.ranks.subarray(start, end), next);
    times.fill(time, next, next + end - start);
    next += end - start;
  };
  for (let user = 0; user + 1 < offsets.length; user++) {
    copy(present, user, BEFORE | AFTER);
    copy(restored, user, AFTER);
    offsets[user + 1] = next;
  }
  return { offsets, resources, ranks, times };
}
