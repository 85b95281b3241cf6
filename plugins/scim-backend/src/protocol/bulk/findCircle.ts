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

import type { BulkOperation } from './BulkOperation';

/** An operation that waits for others of the same request. */
interface WaitingStep {
  operation?: BulkOperation;
  /** The bulk ids that it waits for. */
  open: ReadonlySet<string>;
}

/**
 * Steps that wait for one another and for nothing else, where every step waits:
 * the first strongly connected component of Tarjan's algorithm, which leads to
 * no other. A bulk request is small enough to go down by recursion.
 */
export function findCircle<T extends WaitingStep>(steps: readonly T[]): T[] {
  const creating = new Map<string, T>();
  for (const step of steps) {
    if (step.operation?.method === 'POST') {
      creating.set(step.operation.bulkId!, step);
    }
  }
  const order = new Map<T, number>();
  const path: T[] = [];

  /** The earliest step on the path that this leads back to, or the circle. */
  const visit = (step: T): number | T[] => {
    const own = order.size;
    let earliest = own;
    order.set(step, own);
    path.push(step);
    for (const bulkId of step.open) {
      const next = creating.get(bulkId)!;
      const back = order.get(next) ?? visit(next);
      if (typeof back !== 'number') {
        return back;
      }
      earliest = Math.min(earliest, back);
    }
    return earliest === own ? path.slice(path.indexOf(step)) : earliest;
  };

  const found = visit(steps[0]);
  return typeof found === 'number' ? [] : found;
}
