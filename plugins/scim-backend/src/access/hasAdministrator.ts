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

import { AccessModel } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { whereAmong } from '../database';
import { whereUserPresent } from '../directory';
import type { NewBinding } from './BindingStore';
import { withGroupDescent } from './groupDescent';
import { ModelOrder } from './ModelOrder';

/** Role bindings that are about to go and to come. */
export interface BindingsChange {
  /** Row ids. */
  gone: number[];
  added: NewBinding[];
}

/**
 * Whether an active person holds the administrator role, however.
 *
 * @param change - of role bindings, as if it were made already
 */
export async function hasAdministrator(
  tx: Knex,
  model: AccessModel,
  change: BindingsChange = { gone: [], added: [] },
): Promise<boolean> {
  const { type, role } = model.administrator;
  const { roles = [] } = new ModelOrder(model).type(type) ?? {};
  const sufficing = roles.slice(0, roles.indexOf(role) + 1);
  const resources: number[] = await tx('resources').where({ type }).pluck('id');
  const holding = (query: Knex.QueryBuilder) =>
    query
      .whereIn('bindings.resource_id', resources)
      .whereIn('bindings.role', sufficing)
      .whereNotIn('bindings.id', change.gone);
  const coming = change.added
    .filter(
      ({ resourceId, role: given, principal }) =>
        principal.type === 'group' &&
        resources.includes(resourceId) &&
        sufficing.includes(given),
    )
    .map(({ principal }) => principal.id);

  // One after the other, by indices: asked all at once, PostgreSQL compares
  // everybody with every holder.
  const themselves = holding(
    tx('users').join('bindings', 'bindings.user_id', 'users.id'),
  );
  const byPortalRole = holding(
    tx('users')
      .join('user_roles', 'user_roles.user_id', 'users.id')
      .join('bindings', 'bindings.portal_role_id', 'user_roles.portal_role_id'),
  );
  if ((await isAnyPresent(themselves)) || (await isAnyPresent(byPortalRole))) {
    return true;
  }
  const direct = tx('groups')
    .whereIn(
      'id',
      holding(tx('bindings').whereNotNull('group_id')).select('group_id'),
    )
    .orWhereIn('id', coming)
    .select('id');
  const administering: number[] = await withGroupDescent(
    tx('administering').distinct(),
    tx,
    'administering',
    direct,
  ).pluck('group_id');
  const byGroup = tx('users').join(
    'group_members',
    'group_members.user_id',
    'users.id',
  );
  whereAmong(byGroup, 'group_members.group_id', administering);
  return isAnyPresent(byGroup);
}

async function isAnyPresent(people: Knex.QueryBuilder): Promise<boolean> {
  return (await whereUserPresent(people).first('users.id')) !== undefined;
}
