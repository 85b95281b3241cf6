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

import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import type { Connection } from '../connections';
import type { UserRow } from '../database';
import { StoredUser, toStoredUser } from './storedRows';
import type { UserColumns } from './userColumns';

/**
 * The unsynced person whom a connection means: of that user name, else of that
 * email.
 *
 * @param connection - who is writing; nobody is meant by an administrator
 * @throws ConflictError if the user name is taken
 */
export async function findSameUser(
  tx: Knex,
  columns: UserColumns,
  connection: Connection | undefined,
): Promise<StoredUser | undefined> {
  const keys = [columns.user_name_key, columns.email_key ?? ''].filter(Boolean);
  const rows = await tx<UserRow>('users')
    .whereIn('user_name_key', keys)
    .orWhereIn('email_key', keys)
    .orderBy('id');
  const namesake = rows.find(
    row => row.user_name_key === columns.user_name_key,
  );
  if (namesake && (!connection || namesake.connection_id !== null)) {
    throw taken(columns.user_name);
  }
  const unsynced = rows.filter(row => row.connection_id === null);
  const same =
    namesake ??
    unsynced.find(row => row.email_key === columns.email_key) ??
    unsynced[0];
  return connection && same && toStoredUser(same);
}

/** @throws ConflictError if somebody has this user name */
export async function refuseTakenUserName(
  tx: Knex,
  columns: UserColumns,
): Promise<void> {
  const other = await tx<UserRow>('users')
    .where({ user_name_key: columns.user_name_key })
    .first('id');
  if (other) {
    throw taken(columns.user_name);
  }
}

function taken(userName: string): ConflictError {
  return new ConflictError(
    `There is a user with the userName '${userName}' already.`,
  );
}
