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

import type { AccessDiff } from './diffAccess';
import { OriginEncoder } from './OriginEncoder';

/** Change rows in one page. */
export const CHANGES_PAGE = 500;

/**
 * A change row as pages hold it: row ids, roles by name, and where they come
 * from as {@link OriginEncoder} writes it.
 */
export type PagedChange = [
  user: number,
  resource: number,
  oldRole: string | null,
  newRole: string | null,
  origins: string,
];

/** What stands for places and ranks in pages. */
export interface ChangeNames {
  user(place: number): number;
  resource(place: number): number;
  role(resource: number, rank: number): string | undefined;
}

/**
 * Writes the change rows of a plan, in its order, {@link CHANGES_PAGE} to a
 * page. A row each in the database would take longer to write than a plan takes
 * to compute.
 *
 * @yields JSON texts: lists of {@link PagedChange}
 */
export function* encodeChanges(
  { changes }: Pick<AccessDiff, 'changes'>,
  names: ChangeNames,
  encoder: Pick<OriginEncoder, 'ofUser'>,
): Generator<string> {
  const { users, resources, oldRanks, newRanks } = changes;
  const quote = quoting();
  let rows: string[] = [];
  for (let start = 0, end = 0; start < users.length; start = end) {
    while (end < users.length && users[end] === users[start]) {
      end++;
    }
    const user = names.user(users[start]);
    const origins = encoder.ofUser(
      users[start],
      resources.subarray(start, end),
    );
    for (let i = start; i < end; i++) {
      const resource = resources[i];
      const oldRole = quote(names.role(resource, oldRanks[i]));
      const newRole = quote(names.role(resource, newRanks[i]));
      rows.push(
        `[${user},${names.resource(resource)},${oldRole},${newRole},"${
          origins[i - start]
        }"]`,
      );
      if (rows.length === CHANGES_PAGE || i + 1 === users.length) {
        yield `[${rows.join(',\n')}]`;
        rows = [];
      }
    }
  }
}

/**
 * Writes names of roles as JSON; none is `null`. Rows say the same few again and
 * again, so each is written once.
 */
function quoting(): (role: string | undefined) => string {
  const known = new Map<string | undefined, string>([[undefined, 'null']]);
  return role => {
    let quoted = known.get(role);
    if (quoted === undefined) {
      quoted = JSON.stringify(role);
      known.set(role, quoted);
    }
    return quoted;
  };
}
