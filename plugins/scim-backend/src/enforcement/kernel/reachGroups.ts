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
 * For each group: itself and the groups around it, up to `levels` levels in
 * all. A group appears once, however many ways lead to it, so circles end.
 */
export function reachGroups(parents: Rows, levels: number): Rows {
  const count = parents.offsets.length - 1;
  const offsets = new Int32Array(count + 1);
  const values: number[] = [];
  const seen = new Int32Array(count).fill(-1);
  for (let group = 0; group < count; group++) {
    const start = values.length;
    seen[group] = group;
    values.push(group);
    let from = start;
    for (let level = 1; level < levels && from < values.length; level++) {
      const to = values.length;
      for (; from < to; from++) {
        const inner = values[from];
        const end = parents.offsets[inner + 1];
        for (let i = parents.offsets[inner]; i < end; i++) {
          const outer = parents.values[i];
          if (seen[outer] !== group) {
            seen[outer] = group;
            values.push(outer);
          }
        }
      }
    }
    offsets[group + 1] = values.length;
  }
  return { offsets, values: Int32Array.from(values) };
}

/**
 * For each group: the most powerful role that a direct member of it holds on
 * each resource, through it and the groups around it.
 */
export function reachBindings(
  reach: Rows,
  bindings: BindingRows,
  resourceCount: number,
): BindingRows {
  const count = reach.offsets.length - 1;
  const offsets = new Int32Array(count + 1);
  const resources: number[] = [];
  const ranks: number[] = [];
  const seen = new Int32Array(resourceCount).fill(-1);
  const place = new Int32Array(resourceCount);
  for (let group = 0; group < count; group++) {
    for (let i = reach.offsets[group]; i < reach.offsets[group + 1]; i++) {
      const outer = reach.values[i];
      const end = bindings.offsets[outer + 1];
      for (let j = bindings.offsets[outer]; j < end; j++) {
        const resource = bindings.resources[j];
        const rank = bindings.ranks[j];
        if (seen[resource] !== group) {
          seen[resource] = group;
          place[resource] = resources.length;
          resources.push(resource);
          ranks.push(rank);
        } else if (rank < ranks[place[resource]]) {
          ranks[place[resource]] = rank;
        }
      }
    }
    offsets[group + 1] = resources.length;
  }
  return {
    offsets,
    resources: Int32Array.from(resources),
    ranks: Uint8Array.from(ranks),
  };
}
