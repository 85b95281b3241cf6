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

import { PlanScope } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { LOCAL_SOURCE } from '../../access/localSource';

/**
 * The direct role bindings that enforcement removes: those of every person but
 * the exempt ones, active or not, as far as the scope of the plan reaches.
 *
 * @param exempt - ids of exempt people
 */
export function directBindings(
  tx: Knex,
  exempt: readonly number[],
  scope?: PlanScope,
): Knex.QueryBuilder {
  return whereDirect(tx('bindings'), tx, exempt, scope);
}

/** The role bindings that enforcement leaves as they are. */
export function otherBindings(
  tx: Knex,
  exempt: readonly number[],
  scope?: PlanScope,
): Knex.QueryBuilder {
  return tx('bindings').where(other => {
    other.whereNull('bindings.user_id').orWhereIn('bindings.user_id', exempt);
    if (scope && scope.type !== 'everything') {
      other.orWhereNot(within => whereInScope(within, tx, scope));
    }
  });
}

function whereDirect(
  query: Knex.QueryBuilder,
  tx: Knex,
  exempt: readonly number[],
  scope: PlanScope | undefined,
): Knex.QueryBuilder {
  return query
    .whereNotNull('bindings.user_id')
    .whereNotIn('bindings.user_id', exempt)
    .where(within => whereInScope(within, tx, scope));
}

/** By the columns of a binding alone, so that the opposite is as easy to find. */
function whereInScope(
  query: Knex.QueryBuilder,
  tx: Knex,
  scope: PlanScope | undefined,
): Knex.QueryBuilder {
  switch (scope?.type) {
    case 'source':
      return query.whereRaw(scope.source === LOCAL_SOURCE ? '1 = 1' : '1 = 0');
    case 'resource':
      return query.whereRaw(
        `bindings.resource_id in (
           with recursive inside(id) as (
             select id from resources where ref = ?
             union
             select resources.id from resources
             join inside on resources.parent_id = inside.id
           ) select id from inside)`,
        [scope.resource],
      );
    case 'users':
      return query.whereIn(
        'bindings.user_id',
        tx('users').select('id').whereIn('uuid', scope.users),
      );
    default:
      return query;
  }
}
