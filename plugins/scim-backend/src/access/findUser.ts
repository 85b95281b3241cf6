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

import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { foldCase, type UserRow } from '../database';
import { isResourceId, whereUserEntity } from '../directory';

/** A person, with the name of the connection that provisions them. */
export type UserWithConnection = UserRow & { connection_name: string | null };

/**
 * The person that `reference` means: an id, an entity reference, a user name or
 * an email.
 *
 * @throws InputError if it is the email of several people
 */
export async function findUser(
  tx: Knex,
  reference: string,
): Promise<UserWithConnection | undefined> {
  const users = () =>
    tx('users')
      .leftJoin('connections', 'connections.id', 'users.connection_id')
      .select('users.*', 'connections.name as connection_name');
  if (reference.includes('\0')) {
    return undefined;
  }
  if (isResourceId(reference)) {
    return users().where('users.uuid', reference).first();
  }
  const key = foldCase(reference);
  if (key.startsWith('user:')) {
    return whereUserEntity(users(), key).first();
  }
  const namesake = await users().where('users.user_name_key', key).first();
  if (namesake) {
    return namesake;
  }
  const [user, another] = await users().where('users.email_key', key).limit(2);
  if (another) {
    throw new InputError(
      `Several people have the email '${reference}'; give the user name instead.`,
    );
  }
  return user;
}
