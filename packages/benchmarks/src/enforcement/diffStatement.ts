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

/** The order of roles, as the default access model has it. */
const rank = (role: string) =>
  `(case ${role} when 'owner' then 0 when 'collaborator' then 1 else 2 end)`;

/**
 * The whole diff as one statement, the way one would write it: what everybody
 * holds now, what they hold through groups and portal roles, and where the two
 * differ. Counts the changed rows.
 */
export const diffStatement = `
with recursive reach(group_id, outer_id, level) as (
  select id, id, 1 from "groups"
  union
  select reach.group_id, nested.group_id, reach.level + 1
  from reach join group_subgroups nested on nested.subgroup_id = reach.outer_id
  where reach.level < 10
),
derived as (
  select m.user_id, b.resource_id, min(${rank('b.role')}) as role_rank
  from group_members m
  join reach on reach.group_id = m.group_id
  join bindings b on b.group_id = reach.outer_id
  group by m.user_id, b.resource_id
  union all
  select h.user_id, b.resource_id, min(${rank('b.role')})
  from user_roles h join bindings b on b.portal_role_id = h.portal_role_id
  group by h.user_id, b.resource_id
  union all
  select users.id, resources.id, 1
  from users cross join resources where resources.type = 'organization'
),
after_it as (
  select user_id, resource_id, min(role_rank) as role_rank
  from derived group by user_id, resource_id
),
direct as (
  select user_id, resource_id, min(${rank('role')}) as role_rank
  from bindings where user_id is not null group by user_id, resource_id
)
select count(*) as changes
from direct
left join after_it on after_it.user_id = direct.user_id
  and after_it.resource_id = direct.resource_id
where (after_it.role_rank is null or direct.role_rank < after_it.role_rank)
  and exists (select 1 from group_members m where m.user_id = direct.user_id)`;

/**
 * Runs it, for so long at most.
 *
 * @returns seconds, and whether it came to its end
 */
export async function timeDiffStatement(
  knex: Knex,
  limitSeconds: number,
): Promise<{ seconds: number; finished: boolean; changes?: number }> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const found: { rows: Array<{ changes: string }> } = await knex.transaction(
      async (tx): Promise<any> => {
        await tx.raw(`set local statement_timeout = ${limitSeconds * 1000}`);
        return tx.raw(diffStatement);
      },
    );
    const changes = Number(found.rows[0].changes);
    return { seconds: seconds(), finished: true, changes };
  } catch (error) {
    if ((error as { code?: string }).code !== '57014') {
      throw error;
    }
    return { seconds: seconds(), finished: false };
  }
}
