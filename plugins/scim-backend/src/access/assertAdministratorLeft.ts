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
import type { OrganizationWriter } from '../database';
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
 * Refuses to take the administrator role from the last active people who hold
 * it: nobody could give it to anybody any more. Where nobody holds it before,
 * nothing is taken away.
 *
 * @throws GuardRefusedError
 */
export async function assertAdministratorLeft(
  tx: Knex,
  model: AccessModel,
  change: BindingsChange,
): Promise<void> {
  if (
    change.gone.length > 0 &&
    !(await hasAdministrator(tx, model, change)) &&
    (await hasAdministrator(tx, model))
  ) {
    throw noAdministratorLeft(
      model,
      'If it is meant: --allow-no-administrator on the command line.',
    );
  }
}

/**
 * Writes as the database does, but for what would leave nobody who administers
 * the organization although somebody does before: a connection that is paused,
 * a portal role that is deleted, a team that is emptied. Nothing is changed
 * then, and the write ends with a GuardRefusedError.
 */
export function keepAdministrators(
  database: OrganizationWriter,
  model: AccessModel,
): OrganizationWriter {
  return {
    write: run =>
      database.write(async change => {
        const before = await hasAdministrator(change.tx, model);
        const result = await run(change);
        if (before && !(await hasAdministrator(change.tx, model))) {
          throw noAdministratorLeft(
            model,
            'If it is meant, take the role away first, with binding remove --allow-no-administrator on the command line.',
          );
        }
        return result;
      }),
  };
}

function noAdministratorLeft(
  { administrator: { type, role } }: AccessModel,
  ifMeant: string,
): GuardRefusedError {
  return new GuardRefusedError([
    {
      guard: 'owners-left',
      outcome: 'block',
      message: `No active person would be ${role} of the ${type} afterwards, and nobody could administer it. Give the role to a user group with active members first. ${ifMeant}`,
      numbers: { after: 0, minimum: 1 },
      overridable: true,
    },
  ]);
}

/** Whether an active person holds the administrator role after a change, however. */
async function hasAdministrator(
  tx: Knex,
  model: AccessModel,
  { gone, added }: BindingsChange = { gone: [], added: [] },
): Promise<boolean> {
  const { type, role } = model.administrator;
  const { roles = [] } = new ModelOrder(model).type(type) ?? {};
  const sufficing = roles.slice(0, roles.indexOf(role) + 1);
  const resources: number[] = await tx('resources').where({ type }).pluck('id');
  const kept = () =>
    tx('bindings')
      .whereIn('resource_id', resources)
      .whereIn('role', sufficing)
      .whereNotIn('id', gone);
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
      .whereIn('id', kept().whereNotNull('group_id').select('group_id'))
      .orWhereIn('id', groups)
      .select('id'),
  );
  const found = await people
    .where(any =>
      any
        .whereIn('users.id', kept().whereNotNull('user_id').select('user_id'))
        .orWhereIn(
          'users.id',
          tx('group_members')
            .whereIn('group_id', tx('administering').select('group_id'))
            .select('user_id'),
        )
        .orWhereIn(
          'users.id',
          tx('user_roles')
            .whereIn(
              'portal_role_id',
              kept().whereNotNull('portal_role_id').select('portal_role_id'),
            )
            .select('user_id'),
        ),
    )
    .first('users.id');
  return found !== undefined;
}
