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

import { printable } from '@backstage-scim/plugin-scim-common';

/** Names and values, one to a line; what has no value is left out. */
export function properties(values: Record<string, string | undefined>): string {
  const rows = Object.entries(values).filter(
    ([, value]) => value !== undefined,
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(
      ([name, value]) =>
        `${`${name}:`.padEnd(width + 1)}  ${printable(value!)}`,
    )
    .join('\n');
}
