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
import type { OrganizationChange, UserRow } from '../../database';
import { slices } from '../../directory/slices';

/**
 * Ends or gives back memberships of the organization, and writes them down with
 * the run.
 *
 * @param users - row ids
 * @returns how many really changed
 */
export async function setMembership(
  change: OrganizationChange,
  run: number,
  users: number[],
  member: boolean,
): Promise<number> {
  const { tx } = change;
  let changed = 0;
  for (const slice of slices(users)) {
    const those = () =>
      tx<UserRow>('users').whereIn('id', slice).where('member', !member);
    const rows = await those().select(
      'id',
      'uuid',
      'entity_name',
      'user_name',
      'email',
    );
    await insertMemberships(tx, run, rows);
    changed += await those().update({ member });
    change.touch(
      ...rows.map(row => ({
        kind: 'user' as const,
        uuid: row.uuid,
        entityName: row.entity_name,
      })),
    );
  }
  return changed;
}

async function insertMemberships(
  tx: Knex,
  run: number,
  rows: Array<Pick<UserRow, 'id' | 'email' | 'user_name'>>,
): Promise<void> {
  await tx.batchInsert(
    'run_memberships',
    rows.map(row => ({
      run_id: run,
      user_id: row.id,
      email: row.email ?? row.user_name,
    })),
    500,
  );
}
