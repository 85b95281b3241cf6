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
import { PlanScope } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { findUser } from '../../access';

/** How many people one plan can name. */
const MAXIMUM_USERS = 1000;

/**
 * Makes sure that a scope means something, and names people by their id.
 *
 * @param sources - ids of the access sources there are
 * @returns undefined for everything
 * @throws NotFoundError that names what there is not
 */
export async function checkScope(
  tx: Knex,
  scope: PlanScope | undefined,
  sources: readonly string[],
): Promise<PlanScope | undefined> {
  switch (scope?.type) {
    case 'source':
      if (!sources.includes(scope.source)) {
        throw new NotFoundError(
          `There is no access source '${scope.source}'; there is ${sources
            .map(id => `'${id}'`)
            .join(', ')}.`,
        );
      }
      return { type: 'source', source: scope.source };
    case 'resource':
      // What other sources hold is known once they have been read.
      if (sources.length === 1) {
        await assertResource(tx, scope.resource);
      }
      return { type: 'resource', resource: scope.resource };
    case 'users':
      return { type: 'users', users: await findUsers(tx, scope.users) };
    default:
      return undefined;
  }
}

async function assertResource(tx: Knex, ref: string): Promise<void> {
  // PostgreSQL takes no NUL in a text.
  const found =
    !ref.includes('\0') && (await tx('resources').where({ ref }).first('id'));
  if (!found) {
    throw new NotFoundError(
      `There is no resource '${ref}'; give its reference, such as 'cloud/prod-cloud'.`,
    );
  }
}

async function findUsers(tx: Knex, references: string[]): Promise<string[]> {
  if (references.length === 0 || references.length > MAXIMUM_USERS) {
    throw new InputError(`Name 1 to ${MAXIMUM_USERS} people.`);
  }
  const ids = new Set<string>();
  const unknown: string[] = [];
  for (const reference of references) {
    const user = await findUser(tx, reference);
    if (user) {
      ids.add(user.uuid);
    } else {
      unknown.push(`'${reference}'`);
    }
  }
  if (unknown.length > 0) {
    throw new NotFoundError(
      `The directory knows nobody by ${unknown.join(
        ', ',
      )}; give an id, a user name or an email.`,
    );
  }
  return [...ids].sort();
}
