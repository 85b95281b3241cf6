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

import type { BindingRows } from './World';

/** Who holds which role on each resource, by resource. */
export interface HolderRows {
  offsets: Int32Array;
  principals: Int32Array;
  ranks: Uint8Array;
}

/** Turns bindings round: by resource instead of by principal. */
export function holdersIn(
  { offsets, resources, ranks }: BindingRows,
  resourceCount: number,
): HolderRows {
  const ends = new Int32Array(resourceCount + 1);
  for (const resource of resources) {
    ends[resource + 1]++;
  }
  for (let resource = 0; resource < resourceCount; resource++) {
    ends[resource + 1] += ends[resource];
  }
  const next = ends.slice();
  const holders: HolderRows = {
    offsets: ends,
    principals: new Int32Array(resources.length),
    ranks: new Uint8Array(resources.length),
  };
  for (let principal = 0; principal + 1 < offsets.length; principal++) {
    for (let i = offsets[principal]; i < offsets[principal + 1]; i++) {
      const place = next[resources[i]]++;
      holders.principals[place] = principal;
      holders.ranks[place] = ranks[i];
    }
  }
  return holders;
}
