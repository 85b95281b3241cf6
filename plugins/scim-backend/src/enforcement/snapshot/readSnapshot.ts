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
  ResourceSummary,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { compareText } from '../../access/textOrder';
import { whereGroupActive, whereUserPresent } from '../../directory';
import { foldCase } from '../../database';
import { NO_ROLE } from '../kernel';
import { readBindings } from './readBindings';
import { numbersById, readRows } from './readRows';
import { rankOf } from './rankOf';
import {
  Snapshot,
  SnapshotGroup,
  SnapshotPortalRole,
  SnapshotResource,
  SnapshotUser,
} from './Snapshot';

/** People read by one statement. */
const SLICE = 5000;

export interface SnapshotOptions {
  model: AccessModel;
  /** User names or emails of people who keep their direct bindings. */
  exemptUsers: readonly string[];
  /** Names of the resources, by id. */
  resourceSummaries(tx: Knex): Promise<Map<number, ResourceSummary>>;
  /** A run (by row id): those whose membership it ended are read as well. */
  endedBy?: number;
}

/**
 * Reads what a plan needs to know.
 *
 * @param tx - sees one state of the database for its whole length
 */
export async function readSnapshot(
  tx: Knex,
  options: SnapshotOptions,
): Promise<Snapshot> {
  const { model } = options;
  const organization = await tx('organization').where({ id: 1 }).first();
  const users = await readUsers(tx, options.endedBy);
  const groups = await readGroups(tx);
  const portalRoles: SnapshotPortalRole[] = await tx('portal_roles')
    .select('id', 'uuid', 'name')
    .orderBy('id');
  const resources = toResources(await options.resourceSummaries(tx), model);

  const userNumbers = numbersById(users);
  const groupNumbers = numbersById(groups);
  const portalRoleNumbers = numbersById(portalRoles);
  const bindings = await readBindings(tx, () => tx('bindings'), resources, {
    user_id: userNumbers,
    group_id: groupNumbers,
    portal_role_id: portalRoleNumbers,
  });

  return {
    organization: organization.name,
    revision: organization.revision,
    users,
    exempt: await readExempt(tx, options.exemptUsers),
    groups,
    portalRoles,
    resources,
    memberships: await readRows(tx, {
      table: 'group_members',
      key: 'group_id',
      keys: groupNumbers,
      value: 'user_id',
      values: userNumbers,
    }),
    parents: await readRows(tx, {
      table: 'group_subgroups',
      key: 'group_id',
      keys: groupNumbers,
      value: 'subgroup_id',
      values: groupNumbers,
    }),
    heldPortalRoles: await readRows(tx, {
      table: 'user_roles',
      key: 'portal_role_id',
      keys: portalRoleNumbers,
      value: 'user_id',
      values: userNumbers,
    }),
    directBindings: bindings.user_id.toBindingRows(users.length),
    groupBindings: bindings.group_id.toBindingRows(groups.length),
    portalRoleBindings: bindings.portal_role_id.toBindingRows(
      portalRoles.length,
    ),
    baseline: Uint8Array.from(resources, resource =>
      resource.summary.type === model.baseline?.type
        ? rankOf(resource, model.baseline.role)
        : NO_ROLE,
    ),
  };
}

function selectUsers(tx: Knex) {
  return tx('users')
    .leftJoin('connections', 'connections.id', 'users.connection_id')
    .select(
      'users.id',
      'users.uuid',
      'user_name',
      'email',
      'display_name',
      'entity_name',
      'active',
      'member',
      'connections.name as connection',
    );
}

async function readUsers(tx: Knex, endedBy?: number): Promise<SnapshotUser[]> {
  const users: SnapshotUser[] = [];
  for (;;) {
    const slice: SnapshotUser[] = await selectUsers(tx)
      .where(counted => {
        counted.where(present => whereUserPresent(present));
        if (endedBy !== undefined) {
          counted.orWhere(ended =>
            ended
              .where('users.active', true)
              .whereIn('users.id', memberships =>
                memberships
                  .from('run_memberships')
                  .select('user_id')
                  .where('run_id', endedBy),
              ),
          );
        }
      })
      .where('users.id', '>', users[users.length - 1]?.id ?? 0)
      .orderBy('users.id')
      .limit(SLICE);
    users.push(...slice);
    if (slice.length < SLICE) {
      return inEmailOrder(users);
    }
  }
}

async function readExempt(
  tx: Knex,
  exemptUsers: readonly string[],
): Promise<SnapshotUser[]> {
  const keys = exemptUsers.map(foldCase);
  const exempt: SnapshotUser[] = await selectUsers(tx).where(
    (named: Knex.QueryBuilder) =>
      named.whereIn('user_name_key', keys).orWhereIn('email_key', keys),
  );
  return inEmailOrder(exempt);
}

function inEmailOrder(users: SnapshotUser[]): SnapshotUser[] {
  return users
    .map(user => ({ user, key: foldCase(user.email ?? user.user_name) }))
    .sort(
      (a, b) =>
        compareText(a.key, b.key) || compareText(a.user.uuid, b.user.uuid),
    )
    .map(({ user }) => user);
}

async function readGroups(tx: Knex): Promise<SnapshotGroup[]> {
  const groups: SnapshotGroup[] = await whereGroupActive(
    tx('groups')
      .leftJoin('connections', 'connections.id', 'groups.connection_id')
      .select(
        'groups.id',
        'groups.uuid',
        'display_name',
        'entity_name',
        'connections.name as connection',
      ),
  );
  return groups.sort((a, b) =>
    compareText(foldCase(a.display_name), foldCase(b.display_name)),
  );
}

function toResources(
  summaries: Map<number, ResourceSummary>,
  model: AccessModel,
): SnapshotResource[] {
  const types = new Map(
    model.types.map((type, order) => [type.type, { order, roles: type.roles }]),
  );
  return Array.from(summaries, ([id, summary]) => ({
    id,
    summary,
    key: foldCase(summary.label),
    // A type that the model does not have gives nothing to anybody.
    type: types.get(summary.type) ?? { order: Infinity, roles: [] },
  }))
    .sort(
      (a, b) =>
        a.type.order - b.type.order ||
        compareText(a.key, b.key) ||
        compareText(a.summary.ref, b.summary.ref),
    )
    .map(({ id, summary, type }) => ({ id, summary, roles: type.roles }));
}
