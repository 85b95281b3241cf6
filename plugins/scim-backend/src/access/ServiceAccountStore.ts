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
import { randomUUID } from 'node:crypto';
import { foldCase, type OrganizationChange } from '../database';
import { slices } from '../directory/slices';

/** Accounts of programs; they hold role bindings of their own. */
export class ServiceAccountStore {
  /** Adds service accounts; their names must be free. */
  async add(change: OrganizationChange, names: string[]): Promise<void> {
    const now = new Date().toISOString();
    const rows = names.map(name => ({
      uuid: randomUUID(),
      name,
      name_key: foldCase(name),
      created_at: now,
    }));
    await change.tx.batchInsert('service_accounts', rows, 400);
    if (rows.length > 0) {
      change.mark();
    }
  }

  /** Row ids by name in folded case, of those that exist. */
  async findIds(tx: Knex, names: string[]): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    for (const keys of slices(names.map(foldCase))) {
      const rows = await tx('service_accounts')
        .whereIn('name_key', keys)
        .select('id', 'name_key');
      rows.forEach(row => ids.set(row.name_key, row.id));
    }
    return ids;
  }
}
