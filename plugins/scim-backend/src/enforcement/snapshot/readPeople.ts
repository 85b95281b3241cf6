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
import { foldCase, whereAmong } from '../../database';
import { slices } from '../../directory/slices';
import { SnapshotUser } from './Snapshot';

/** People read by one statement. */
const SLICE = 4000;

/** What is known of a person, and where it stands. */
export const PERSON_COLUMNS: Record<keyof SnapshotUser, string> = {
  id: 'users.id',
  uuid: 'users.uuid',
  user_name: 'users.user_name',
  email: 'users.email',
  display_name: 'users.display_name',
  entity_name: 'users.entity_name',
  active: 'users.active',
  member: 'users.member',
  catalog_ref: 'users.catalog_ref',
  connection: 'connections.name',
};

/** Exempt people, whether they are members or not. */
export async function readExempt(
  tx: Knex,
  exemptUsers: readonly string[],
): Promise<SnapshotUser[]> {
  const keys = exemptUsers.map(foldCase);
  return selectPeople(tx).where((named: Knex.QueryBuilder) =>
    named.whereIn('user_name_key', keys).orWhereIn('email_key', keys),
  );
}

/** What is known of some people (row ids), by row id. */
export async function readPeople(
  tx: Knex,
  ids: number[],
): Promise<Map<number, SnapshotUser>> {
  const people = new Map<number, SnapshotUser>();
  for (const slice of slices(ids, SLICE)) {
    const read: SnapshotUser[] = await selectPeople(tx).modify(
      whereAmong,
      'users.id',
      slice,
    );
    read.forEach(user => people.set(user.id, user));
  }
  return people;
}

function selectPeople(tx: Knex): Knex.QueryBuilder {
  return tx('users')
    .leftJoin('connections', 'connections.id', 'users.connection_id')
    .select(PERSON_COLUMNS);
}
