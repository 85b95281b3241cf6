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

import { JsonObject } from '@backstage/types';
import { randomUUID } from 'node:crypto';
import { toConnection, type Connection } from '../connections';
import type { ScimDatabase } from '../database';
import { GroupStore } from '../directory/GroupStore';
import type { MemberChange } from '../directory/MemberChange';
import type { StoredGroup, StoredUser } from '../directory/storedRows';
import { UserStore } from '../directory/UserStore';

const users = new UserStore();
const groups = new GroupStore();

/** Adds an active connection. */
export async function addConnection(
  database: ScimDatabase,
  name: string,
): Promise<Connection> {
  const [row] = await database
    .knex('connections')
    .insert({
      uuid: randomUUID(),
      name,
      provider: 'generic',
      status: 'active',
      configured: false,
      created_at: new Date().toISOString(),
    })
    .returning('*');
  return toConnection(row);
}

/** Adds a person; unsynced unless a connection adds them. */
export async function addUser(
  database: ScimDatabase,
  userName: string,
  options: { connection?: Connection; resource?: JsonObject } = {},
): Promise<StoredUser> {
  return database.write(async change => {
    const { user } = await users.create(change, {
      connection: options.connection,
      resource: { userName, active: true, ...options.resource },
    });
    return user;
  });
}

/** Adds a group; a local team unless a connection adds it. */
export async function addGroup(
  database: ScimDatabase,
  displayName: string,
  options: {
    connection?: Connection;
    members?: Array<{ uuid: string }>;
  } = {},
): Promise<StoredGroup> {
  return database.write(async change => {
    const { group } = await groups.create(change, {
      connection: options.connection,
      resource: { displayName },
      memberChanges: [
        { op: 'add', ids: (options.members ?? []).map(({ uuid }) => uuid) },
      ],
    });
    return group;
  });
}

/** Changes the members of a group. */
export async function changeMembers(
  database: ScimDatabase,
  group: StoredGroup,
  ...memberChanges: MemberChange[]
): Promise<StoredGroup> {
  return database.write(async change => {
    const present = (await groups.find(change.tx, group.uuid))!;
    const { resource } = present;
    const outcome = await groups.update(change, present, {
      resource,
      memberChanges,
    });
    return outcome.group;
  });
}
