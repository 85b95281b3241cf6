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

import { InputError } from '@backstage/errors';
import { AuditFilter } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';

/** Keeps the entries that a filter asks for. */
export function whereMatching<T extends Knex.QueryBuilder>(
  query: T,
  filter: AuditFilter = {},
): T {
  const { actor, action, target } = filter;
  for (const value of [actor, action, target]) {
    if (value?.includes('\0')) {
      throw new InputError('Filter by text without NUL characters.');
    }
  }
  if (actor !== undefined) {
    query.where('actor', actor);
  }
  if (action !== undefined) {
    query.where(one =>
      one.where('action', action).orWhere(area => whereOfArea(area, action)),
    );
  }
  if (target !== undefined) {
    query.where('target', target);
  }
  if (filter.since !== undefined) {
    query.where('at', '>=', toTime('since', filter.since));
  }
  if (filter.until !== undefined) {
    query.where('at', '<', toTime('until', filter.until));
  }
  return query;
}

/** Keeps the actions of an area. */
function whereOfArea(query: Knex.QueryBuilder, area: string): void {
  const pattern = `${area.replace(/[\\%_]/g, '\\$&')}.%`;
  query.whereRaw(`action like ? escape '\\'`, [pattern]);
}

function toTime(name: string, text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new InputError(
      `'${name}' must be a time such as 2026-11-22T06:00:00Z, not '${text}'.`,
    );
  }
  return time.toISOString();
}
