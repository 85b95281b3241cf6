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

import { Knex } from 'knex';
import { foldCase } from '../../database';
import { slices } from '../../directory/slices';

type PrincipalType = 'user' | 'group' | 'portalRole';

/** Columns that name principals, the most certain first. */
const TABLES: Record<PrincipalType, { table: string; names: string[] }> = {
  user: { table: 'users', names: ['user_name_key', 'email_key'] },
  group: { table: 'groups', names: ['display_name_key'] },
  portalRole: { table: 'portal_roles', names: ['name_key'] },
};

/** A principal that the directory knows. */
export interface KnownPrincipal {
  id: number;
  uuid: string;
}

/** Finds principals by what access sources call them. */
export class PrincipalLookup {
  constructor(private readonly tx: Knex) {}

  /**
   * By SCIM id, else by name, else by email. Two people with one email are
   * told apart by nothing, so neither is found by it.
   */
  async find(
    type: PrincipalType,
    references: Iterable<string>,
  ): Promise<Map<string, KnownPrincipal>> {
    const { table, names } = TABLES[type];
    const byKey = new Map<string, string[]>();
    for (const reference of new Set(references)) {
      const key = foldCase(reference);
      byKey.set(key, [...(byKey.get(key) ?? []), reference]);
    }
    const found = new Map<string, KnownPrincipal>();
    for (const column of ['uuid', ...names]) {
      const open = [...byKey.keys()].filter(
        key => !found.has(byKey.get(key)![0]) && isPossible(column, key),
      );
      for (const slice of slices(open, 500)) {
        const rows = await this.tx(table)
          .whereIn(column, slice)
          .select('id', 'uuid', { key: column });
        for (const { id, uuid, key } of once(rows)) {
          byKey.get(key)?.forEach(name => found.set(name, { id, uuid }));
        }
      }
    }
    return found;
  }

  /** SCIM ids of people by row id. */
  async uuids(ids: Iterable<number>): Promise<Map<number, string>> {
    const found = new Map<number, string>();
    for (const slice of slices([...new Set(ids)], 500)) {
      const rows = await this.tx('users')
        .whereIn('id', slice)
        .select('id', 'uuid');
      rows.forEach(({ id, uuid }) => found.set(id, uuid));
    }
    return found;
  }
}

/** PostgreSQL refuses other text where a UUID is expected, and any NUL. */
function isPossible(column: string, key: string): boolean {
  return column === 'uuid'
    ? /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)
    : !key.includes('\0');
}

function once<T extends { key: string }>(rows: T[]): T[] {
  const counts = new Map<string, number>();
  rows.forEach(({ key }) => counts.set(key, (counts.get(key) ?? 0) + 1));
  return rows.filter(({ key }) => counts.get(key) === 1);
}
