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

import {
  AccessModel,
  GuardRefusedError,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
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
  const { gone, added } = change;
  const { type, role } = model.administrator;
  const { roles = [] } = new ModelOrder(model).type(type) ?? {};
  const sufficing = roles.slice(0, roles.indexOf(role) + 1);
  const resources: number[] = await tx('resources').where({ type }).pluck('id');
  const holding = (column: string) =>
    tx('bindings')
      .whereIn('resource_id', resources)
      .whereIn('role', sufficing)
      .whereNotIn('id', gone)
      .whereNotNull(column)
      .select(column);
  const groups = added
    .filter(
      ({ resourceId, role: given, principal }) =>
        principal.type === 'group' &&
        resources.includes(resourceId) &&
        sufficing.includes(given),
    )
    .map(({ principal }) => principal.id);

  const people = whereUserPresent(tx('users'));
  withGroupDescent(
    people,
    tx,
    'administering',
    tx('groups')
      .whereIn('id', holding('group_id'))
      .orWhereIn('id', groups)
      .select('id'),
  );
  // From those who hold it to those who are present: they are few, and
  // `or` between the three makes PostgreSQL look at everybody.
  const holders = holding('user_id').unionAll([
    tx('user_roles')
      .whereIn('portal_role_id', holding('portal_role_id'))
      .select('user_id'),
    tx('group_members')
      .whereIn('group_id', tx('administering').select('group_id'))
      .select('user_id'),
  ]);
  return Boolean(await people.whereIn('users.id', holders).first('users.id'));
}

/** @param overridable - whether the request can say that it is meant */
export function noAdministratorLeft(
  { administrator: { type, role } }: AccessModel,
  overridable: boolean,
): GuardRefusedError {
  const sentences = [
    `No active person would be ${role} of the ${type} afterwards, and nobody could administer it.`,
    'Give the role to a user group with active members first.',
    ...(overridable
      ? ['If it is meant: --allow-no-administrator on the command line.']
      : []),
  ];
  return new GuardRefusedError([
    {
      guard: 'owners-left',
      outcome: 'block',
      message: sentences.join(' '),
      numbers: { after: 0, minimum: 1 },
      overridable,
    },
  ]);
}
