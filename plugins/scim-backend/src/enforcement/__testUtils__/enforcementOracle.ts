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

/** Ranks as numbers; a role that the model does not have has none. */
const rank = (role: string, type: string) =>
  `case ${role} when 'owner' then 0 when 'collaborator' then 1 ` +
  `when 'readonly' then case ${type} when 'organization' then null else 2 end end`;

/** Users whose direct role bindings go and who are listed. */
const counted = `
counted as (
  select id from users where active and member
),
active_groups as (
  select id from "groups" where linked and (connection_id is null
    or connection_id in (select id from connections where status = 'active'))
),
reach(inner_id, outer_id, level) as (
  select id, id, 1 from active_groups
  union
  select reach.inner_id, nested.group_id, reach.level + 1
  from reach
  join group_subgroups nested on nested.subgroup_id = reach.outer_id
  join active_groups on active_groups.id = nested.group_id
  where reach.level < 10
),
held as (
  select bindings.*, ${rank('bindings.role', 'resources.type')} as role_rank
  from bindings join resources on resources.id = bindings.resource_id
),
derived as (
  select members.user_id, held.resource_id, held.role_rank
  from group_members members
  join reach on reach.inner_id = members.group_id
  join held on held.group_id = reach.outer_id
  union all
  select user_roles.user_id, held.resource_id, held.role_rank
  from user_roles join held on held.portal_role_id = user_roles.portal_role_id
  union all
  select counted.id, resources.id, 1
  from counted cross join resources where resources.type = 'organization'
)`;

/** What enforcing groups changes, as the database itself sees it. */
export async function enforcementOracle(
  tx: Knex,
  exempt: number[],
): Promise<{ changes: string[]; removals: number[] }> {
  const among = exempt.length > 0 ? exempt.join() : 'null';
  const isExempt = (user: string) => `(${user} in (${among})) is true`;
  const grouped = `exists (select 1 from group_members members
    join active_groups on active_groups.id = members.group_id
    where members.user_id = counted.id)`;
  const changes = await rows(
    tx,
    `with recursive ${counted},
     after_it as (
       select user_id, resource_id, min(role_rank) as role_rank
       from derived group by user_id, resource_id
     ),
     before_it as (
       select user_id, resource_id, min(role_rank) as role_rank from (
         select user_id, resource_id, role_rank from derived
         union all
         select user_id, resource_id, role_rank from held
         where user_id is not null
       ) every_source group by user_id, resource_id
     )
     select counted.id as user_id, resources.ref,
       before_it.role_rank as old_rank, after_it.role_rank as new_rank
     from counted
     join before_it on before_it.user_id = counted.id
     join resources on resources.id = before_it.resource_id
     left join after_it on after_it.user_id = before_it.user_id
       and after_it.resource_id = before_it.resource_id
     where ${grouped} and not ${isExempt('counted.id')}
       and before_it.role_rank is not null
       and (after_it.role_rank is null
         or after_it.role_rank <> before_it.role_rank)`,
  );
  const removals = await rows(
    tx,
    `with recursive ${counted}
     select counted.id from counted
     where not ${grouped} and not ${isExempt('counted.id')}`,
  );
  return {
    changes: changes
      .map(
        row =>
          `${row.user_id} ${row.ref}: ${row.old_rank} -> ${
            row.new_rank ?? '-'
          }`,
      )
      .sort(),
    removals: removals.map(({ id }) => id).sort((a, b) => a - b),
  };
}

async function rows(tx: Knex, sql: string): Promise<any[]> {
  const found: any = await tx.raw(sql);
  return found.rows ?? found;
}
