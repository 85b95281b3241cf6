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

import { createHash } from 'node:crypto';
import { Knex } from 'knex';

/** How large a directory is. */
export interface DirectorySize {
  users: number;
  groups: number;
  /** In groups that are none of the special ones, on average. */
  membersPerGroup: number;
  largeGroup: number;
  middleGroup: number;
  smallGroup: number;
}

/** Row ids of the groups whose size is known. */
export const SMALL_GROUP = 1;
export const MIDDLE_GROUP = 2;
export const LARGE_GROUP = 3;

/** The token of the one connection of the directory. */
export const BENCH_TOKEN = 'token-of-the-connection-of-the-benchmark';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const NOW = '2026-01-31T12:00:00.000Z';

/** The reference size, or a part of it. */
export function directorySize(scale: number): DirectorySize {
  const users = Math.max(100, Math.round(100_000 * scale));
  const groups = Math.max(10, Math.round(5_000 * scale));
  const largeGroup = Math.round(users / 2);
  return {
    users,
    groups,
    largeGroup,
    middleGroup: Math.min(1000, Math.round(users / 5)),
    smallGroup: 10,
    membersPerGroup: Math.round((20 * users - largeGroup) / groups),
  };
}

/** The SCIM id of the user with this row id. */
export function userUuid(id: number): string {
  return `10000000-0000-4000-8000-${id.toString(16).padStart(12, '0')}`;
}

/** The SCIM id of the group with this row id. */
export function groupUuid(id: number): string {
  return `20000000-0000-4000-8000-${id.toString(16).padStart(12, '0')}`;
}

/** The user name of the user with this row id. */
export function userName(id: number): string {
  return `User.${id}@example.com`;
}

/** Fills an empty, migrated database straight with rows. */
export async function seedDirectory(
  knex: Knex,
  size: DirectorySize,
): Promise<void> {
  const [{ id: connection }] = await knex('connections')
    .insert({
      uuid: '30000000-0000-4000-8000-000000000001',
      name: 'Bench',
      provider: 'okta',
      status: 'active',
      configured: false,
      token_hash: createHash('sha256').update(BENCH_TOKEN).digest('hex'),
      created_at: NOW,
    })
    .returning('id');
  await insertAll(knex, 'users', size.users, id => userRow(id, connection));
  await insertAll(knex, 'user_emails', size.users, id => ({
    user_id: id,
    value_key: userName(id).toLowerCase(),
  }));
  await insertAll(knex, 'groups', size.groups, id => groupRow(id, connection));
  await insertMemberships(knex, size);
  if (knex.client.config.client === 'pg') {
    await continueSequences(knex);
  }
  await knex.raw('analyze');
}

function userRow(id: number, connection: number) {
  const name = userName(id);
  const resource = {
    schemas: [USER, ENTERPRISE],
    userName: name,
    externalId: `external-${id}`,
    displayName: `Person Number ${id}`,
    name: { givenName: 'Person', familyName: `Number ${id}` },
    emails: [{ value: name, type: 'work', primary: true }],
    active: true,
    [ENTERPRISE]: {
      employeeNumber: `E${id}`,
      department: `Department ${id % 100}`,
      manager: { value: userUuid(Math.floor(id / 10) + 1) },
    },
  };
  const json = JSON.stringify(resource);
  return {
    id,
    uuid: userUuid(id),
    connection_id: connection,
    external_id: resource.externalId,
    user_name: name,
    user_name_key: name.toLowerCase(),
    email: name,
    email_key: name.toLowerCase(),
    display_name: resource.displayName,
    display_name_key: resource.displayName.toLowerCase(),
    given_name_key: 'person',
    family_name_key: `number ${id}`,
    manager_uuid: userUuid(Math.floor(id / 10) + 1),
    active: true,
    member: true,
    entity_name: `user.${id}`,
    resource: json,
    resource_key: foldedValues(resource),
    version: 1,
    created_at: NOW,
    updated_at: NOW,
    synced_at: NOW,
  };
}

function groupRow(id: number, connection: number) {
  const name = `Team ${id}`;
  const resource = {
    schemas: [GROUP],
    displayName: name,
    externalId: `external-${id}`,
  };
  return {
    id,
    uuid: groupUuid(id),
    connection_id: connection,
    external_id: resource.externalId,
    display_name: name,
    display_name_key: name.toLowerCase(),
    linked: true,
    entity_name: `team-${id}`,
    resource: JSON.stringify(resource),
    resource_key: foldedValues(resource),
    version: 1,
    created_at: NOW,
    updated_at: NOW,
    synced_at: NOW,
  };
}

function foldedValues(resource: object): string {
  return JSON.stringify(resource, (_key, value) =>
    typeof value === 'string' ? value.toLowerCase() : value,
  );
}

async function insertAll(
  knex: Knex,
  table: string,
  count: number,
  rowOf: (id: number) => object,
): Promise<void> {
  const slice = 500;
  await knex.transaction(async tx => {
    for (let start = 1; start <= count; start += slice) {
      const length = Math.min(slice, count - start + 1);
      const rows = Array.from({ length }, (_, index) => rowOf(start + index));
      await tx(table).insert(rows);
    }
  });
}

/** Written by the database itself: there are millions. */
async function insertMemberships(
  knex: Knex,
  size: DirectorySize,
): Promise<void> {
  const special: Array<[group: number, members: number]> = [
    [SMALL_GROUP, size.smallGroup],
    [MIDDLE_GROUP, size.middleGroup],
    [LARGE_GROUP, size.largeGroup],
  ];
  for (const [group, members] of special) {
    await knex.raw(
      'insert into group_members (group_id, user_id) select ?, id from users where id <= ?',
      [group, members],
    );
  }
  const perGroup = Math.min(size.membersPerGroup, size.users);
  // 257 and 7919 are prime: nobody comes twice in a group.
  await knex.raw(
    `insert into group_members (group_id, user_id)
     select groups.id, (groups.id * 7919 + steps.id * 257) % ? + 1
     from groups join users as steps on steps.id <= ? where groups.id > ?`,
    [size.users, perGroup, LARGE_GROUP],
  );
}

async function continueSequences(knex: Knex): Promise<void> {
  for (const table of ['users', 'groups']) {
    await knex.raw(
      `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
    );
  }
}
