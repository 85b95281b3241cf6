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

import fc from 'fast-check';
import { Knex } from 'knex';

/** An organization as numbers; everything is named by its row id, from 1. */
export interface RandomOrganization {
  users: Array<{ active: boolean; member: boolean; exempt: boolean }>;
  /** The status of the connection of each group; none for local teams. */
  groups: Array<'active' | 'paused' | undefined>;
  /** [group, user] */
  memberships: Array<[number, number]>;
  /** [outer group, inner group], circles too. */
  nestings: Array<[number, number]>;
  /** [portal role, user] */
  portalRoles: Array<[number, number]>;
  bindings: Array<{
    column: 'user_id' | 'group_id' | 'portal_role_id' | 'service_account_id';
    principal: number;
    /** Index of one of {@link resources}. */
    resource: number;
    role: string;
  }>;
}

/** The organization, a cloud with two projects, and one with one. */
export const resources = [
  { ref: 'organization', type: 'organization', parent: undefined },
  { ref: 'cloud/a', type: 'cloud', parent: undefined },
  { ref: 'project/a/one', type: 'project', parent: 1 },
  { ref: 'project/a/two', type: 'project', parent: 1 },
  { ref: 'cloud/b', type: 'cloud', parent: undefined },
  { ref: 'project/b/one', type: 'project', parent: 4 },
];

const USERS = 5;
const GROUPS = 4;
const PORTAL_ROLES = 2;

const idUpTo = (count: number) => fc.integer({ min: 1, max: count });
const principals = {
  user_id: USERS,
  group_id: GROUPS,
  portal_role_id: PORTAL_ROLES,
  service_account_id: 1,
};

/** Small organizations in which everything can meet. */
export const randomOrganizations: fc.Arbitrary<RandomOrganization> = fc.record({
  users: fc.array(
    fc.record({
      active: fc.oneof(
        { weight: 5, arbitrary: fc.constant(true) },
        fc.boolean(),
      ),
      member: fc.oneof(
        { weight: 5, arbitrary: fc.constant(true) },
        fc.boolean(),
      ),
      exempt: fc.oneof(
        { weight: 7, arbitrary: fc.constant(false) },
        fc.boolean(),
      ),
    }),
    { minLength: USERS, maxLength: USERS },
  ),
  groups: fc.array(
    fc.constantFrom<Array<'active' | 'paused' | undefined>>(
      undefined,
      'active',
      'paused',
    ),
    { minLength: GROUPS, maxLength: GROUPS },
  ),
  memberships: distinct(fc.tuple(idUpTo(GROUPS), idUpTo(USERS)), 8),
  nestings: distinct(fc.tuple(idUpTo(GROUPS), idUpTo(GROUPS)), 5),
  portalRoles: distinct(fc.tuple(idUpTo(PORTAL_ROLES), idUpTo(USERS)), 4),
  bindings: fc.uniqueArray(
    fc
      .constantFrom(
        ...([
          'user_id',
          'user_id',
          'group_id',
          'portal_role_id',
          'service_account_id',
        ] as const),
      )
      .chain(column =>
        fc.record({
          column: fc.constant(column),
          principal: idUpTo(principals[column]),
          resource: fc.nat({ max: resources.length - 1 }),
          // The model may not have it.
          role: fc.constantFrom('owner', 'collaborator', 'readonly', 'gone'),
        }),
      ),
    { maxLength: 24, selector: binding => JSON.stringify(binding) },
  ),
});

function distinct<T>(pairs: fc.Arbitrary<T>, maxLength: number) {
  return fc.uniqueArray(pairs, {
    maxLength,
    selector: pair => JSON.stringify(pair),
  });
}

const now = '2026-01-01T00:00:00.000Z';
const uuid = (kind: number, id: number) =>
  `0000000${kind}-0000-4000-8000-00000000000${id}`;

/** Name of the user with a row id. */
export const emailOf = (id: number) => `user${id}@example.com`;

/** Puts what no organization changes into an empty database. */
export async function insertFixedRows(knex: Knex): Promise<void> {
  await knex('connections').insert(
    ['active', 'paused'].map((status, i) => ({
      id: i + 1,
      uuid: uuid(1, i + 1),
      name: status,
      provider: 'generic',
      status,
      configured: false,
      created_at: now,
    })),
  );
  const named = {
    resource: '{}',
    version: 1,
    created_at: now,
    updated_at: now,
  };
  await knex('users').insert(
    numbersUpTo(USERS).map(id => ({
      ...named,
      id,
      uuid: uuid(2, id),
      user_name: emailOf(id),
      user_name_key: emailOf(id),
      email: emailOf(id),
      email_key: emailOf(id),
      active: true,
      member: true,
      entity_name: `user${id}`,
    })),
  );
  await knex('groups').insert(
    numbersUpTo(GROUPS).map(id => ({
      ...named,
      id,
      uuid: uuid(3, id),
      display_name: `Group ${id}`,
      display_name_key: `group ${id}`,
      linked: true,
      entity_name: `group${id}`,
    })),
  );
  await knex('portal_roles').insert(
    numbersUpTo(PORTAL_ROLES).map(id => ({
      id,
      uuid: uuid(4, id),
      name: `Role ${id}`,
      name_key: `role ${id}`,
      created_at: now,
    })),
  );
  await knex('service_accounts').insert({
    id: 1,
    uuid: uuid(5, 1),
    name: 'bot',
    name_key: 'bot',
    created_at: now,
  });
  await knex('resources').insert(
    resources.map(({ ref, type, parent }, i) => ({
      id: i + 1,
      uuid: uuid(6, i + 1),
      type,
      name: ref.split('/').pop(),
      ref,
      parent_id: parent === undefined ? null : parent + 1,
    })),
  );
}

/** Makes the database hold this organization and no other. */
export async function putOrganization(
  tx: Knex,
  organization: RandomOrganization,
): Promise<void> {
  for (const table of [
    'bindings',
    'user_roles',
    'group_subgroups',
    'group_members',
  ]) {
    await tx(table).delete();
  }
  for (const [i, { active, member }] of organization.users.entries()) {
    await tx('users')
      .where({ id: i + 1 })
      .update({ active, member });
  }
  for (const [i, status] of organization.groups.entries()) {
    const connection = { active: 1, paused: 2, none: null }[status ?? 'none'];
    await tx('groups')
      .where({ id: i + 1 })
      .update({ connection_id: connection });
  }
  const insert = async (table: string, rows: object[]) => {
    if (rows.length > 0) {
      await tx(table).insert(rows);
    }
  };
  await insert(
    'group_members',
    organization.memberships.map(([group_id, user_id]) => ({
      group_id,
      user_id,
    })),
  );
  await insert(
    'group_subgroups',
    organization.nestings.map(([group_id, subgroup_id]) => ({
      group_id,
      subgroup_id,
    })),
  );
  await insert(
    'user_roles',
    organization.portalRoles.map(([portal_role_id, user_id]) => ({
      portal_role_id,
      user_id,
    })),
  );
  await insert(
    'bindings',
    organization.bindings.map(({ column, principal, resource, role }, i) => ({
      id: i + 1,
      resource_id: resource + 1,
      role,
      user_id: null,
      group_id: null,
      portal_role_id: null,
      service_account_id: null,
      [column]: principal,
      created_at: now,
    })),
  );
}

function numbersUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
