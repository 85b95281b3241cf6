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

/**
 * Puts every name after the names it depends on, otherwise keeping the order.
 *
 * @param names - what to sort
 * @param dependenciesOf - the names one depends on; unknown ones are ignored
 * @returns the names sorted, and one of a cycle if there is a cycle
 */
export function sortByDependency(
  names: string[],
  dependenciesOf: (name: string) => string | string[] | undefined,
): { sorted: string[]; cycle?: string } {
  const sorted = new Set<string>();
  const known = new Set(names);
  let cycle: string | undefined;

  for (const start of names) {
    const path: string[] = [start];
    const onPath = new Set(path);
    while (path.length > 0) {
      const name = path[path.length - 1];
      const next = [dependenciesOf(name) ?? []]
        .flat()
        .find(other => known.has(other) && !sorted.has(other));
      if (next === undefined || onPath.has(next)) {
        cycle ??= next;
        sorted.add(name);
        onPath.delete(name);
        path.pop();
      } else {
        path.push(next);
        onPath.add(next);
      }
    }
  }
  return { sorted: [...sorted], cycle };
}
