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

/*
 * A group that grants access and is suddenly empty is what a broken sync looks
 * like, so it is remembered when a group lost its last direct member.
 */

/** Whoever was added to the group: it is empty no longer. */
export async function noteFilled(tx: Knex, group: number): Promise<void> {
  await tx('emptied_groups').where({ group_id: group }).delete();
}

/** Somebody was taken out of the group, which may be empty now. */
export async function noteIfEmptied(tx: Knex, group: number): Promise<void> {
  const member =
    (await tx('group_members').where({ group_id: group }).first('group_id')) ??
    (await tx('group_subgroups').where({ group_id: group }).first('group_id'));
  if (!member) {
    await tx('emptied_groups')
      .insert({ group_id: group, emptied_at: new Date().toISOString() })
      .onConflict('group_id')
      .merge();
  }
}

/** The groups that somebody is a direct member of. */
export async function groupIdsOf(tx: Knex, user: number): Promise<number[]> {
  const rows: Array<{ group_id: number }> = await tx('group_members')
    .where({ user_id: user })
    .select('group_id');
  return rows.map(row => row.group_id);
}
