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

import { InputError, NotFoundError } from '@backstage/errors';
import { NewRoleBinding } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase } from '../database';
import { isResourceId } from '../directory';
import { quote } from './file/YamlFile';
import { findGroups } from './findGroups';
import { findUser } from './findUser';

/**
 * The row id of the principal of a binding that is to be added.
 *
 * @throws NotFoundError if there is no such principal; InputError if several
 * may be meant
 */
export async function findPrincipal(
  tx: Knex,
  { type, name }: NewRoleBinding['principal'],
): Promise<number> {
  const missing = (what: string, hint: string) =>
    new NotFoundError(`There is no ${what} ${quote(name)}; ${hint}.`);
  switch (type) {
    case 'user': {
      const user = await findUser(tx, name);
      if (!user) {
        throw missing('user', 'give an id, a user name or an email');
      }
      return user.id;
    }
    case 'group': {
      const [group, another] = await findGroups(tx, name);
      if (another) {
        throw new InputError(
          `Several user groups have ids that begin with ${quote(
            name,
          )}; give more of the id.`,
        );
      }
      if (!group) {
        throw missing('user group', 'give its display name or its id');
      }
      return group.id;
    }
    case 'serviceAccount': {
      const id = await findByName(tx, 'service_accounts', name);
      if (id === undefined) {
        throw missing('service account', 'import it with an access file');
      }
      return id;
    }
    default: {
      const id = await findByName(tx, 'portal_roles', name);
      if (id === undefined) {
        throw missing('portal role', 'create it first');
      }
      return id;
    }
  }
}

async function findByName(
  tx: Knex,
  table: 'service_accounts' | 'portal_roles',
  name: string,
): Promise<number | undefined> {
  if (name.includes('\0')) {
    return undefined;
  }
  const row = await tx(table)
    .where(isResourceId(name) ? { uuid: name } : { name_key: foldCase(name) })
    .first('id');
  return row?.id;
}
