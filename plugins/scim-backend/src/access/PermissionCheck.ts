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
  PermissionCheckPage,
  PermissionCheckRow,
  ResourceTypeModel,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase } from '../database';
import { toUserSummary, whereUserPresent } from '../directory';
import type { UserWithConnection } from './findUser';
import { withGroupReach } from './groupReach';
import {
  Slice,
  Sliced,
  toSliced,
  whereAfter,
  whereContains,
} from './pagedRows';
import { ResourceStore } from './ResourceStore';
import { NAMES_OF_PEOPLE } from './searchedNames';
import { inTextOrder } from './textOrder';

type Completeness = NonNullable<AccessModel['completeness']>;

type CheckRow = UserWithConnection & {
  resource_id: number;
  role_rank: number;
  email_order: string;
  name_order: string;
  ref_order: string;
};

/** Finds people who hold a role on a resource and none on anything inside it. */
export class PermissionCheck {
  constructor(
    private readonly model: AccessModel,
    private readonly resources: ResourceStore,
  ) {}

  /** The rows by email, then by resource. */
  async list(
    tx: Knex,
    slice: Slice,
  ): Promise<
    Sliced<PermissionCheckRow> & Pick<PermissionCheckPage, 'totalUsers'>
  > {
    const { completeness } = this.model;
    if (!completeness) {
      return { items: [], totalItems: 0, totalUsers: 0 };
    }
    const { after, limit, search } = slice;
    const incomplete = () => this.#incomplete(tx, completeness, search);
    const order = [
      inTextOrder(tx, tx.raw('coalesce(users.email_key, users.user_name_key)')),
      tx.raw('users.id'),
      inTextOrder(tx, 'resources.name'),
      inTextOrder(tx, 'resources.ref'),
    ];
    const counted: Record<string, number | string> | undefined =
      await incomplete()
        .count({ incomplete: '*' })
        .countDistinct({ people: 'users.id' })
        .first();
    const rows: CheckRow[] = await incomplete()
      .leftJoin('connections', 'connections.id', 'users.connection_id')
      .select(
        'users.*',
        'connections.name as connection_name',
        'held.resource_id',
        'held.role_rank',
        { email_order: order[0], name_order: order[2], ref_order: order[3] },
      )
      .modify(query => after && whereAfter(query, order, after))
      .orderBy(order.map(column => ({ column: column as unknown as string })))
      .limit(limit + 1);
    const summaries = await this.resources.summaries(tx, [
      ...new Set(rows.map(row => row.resource_id)),
    ]);
    const { roles } = this.#type(completeness.type);
    return {
      totalUsers: Number(counted?.people ?? 0),
      ...toSliced(rows, {
        limit,
        totalItems: Number(counted?.incomplete ?? 0),
        position: row => [
          row.email_order,
          row.id,
          row.name_order,
          row.ref_order,
        ],
        item: row => ({
          user: toUserSummary(row, row.connection_name),
          resource: summaries.get(row.resource_id)!,
          role: roles[Number(row.role_rank)],
          issue: completeness.issue,
        }),
      }),
    };
  }

  /** Selects from `held` (user, resource, rank) joined with their tables. */
  #incomplete(
    tx: Knex,
    completeness: Completeness,
    search?: string,
  ): Knex.QueryBuilder {
    const { type, childType, roles } = completeness;
    const ranks = roles.map(role => this.#type(type).roles.indexOf(role));
    const held = tx('outer_grants')
      .groupBy('user_id', 'resource_id')
      .select('user_id', 'resource_id')
      .min({ role_rank: 'role_rank' })
      .havingRaw(
        `min(role_rank) in (${ranks.map(() => '?').join(', ')})`,
        ranks,
      );
    const inside = tx('inner_grants')
      .join('resources', 'resources.id', 'inner_grants.resource_id')
      .distinct('inner_grants.user_id', 'resources.parent_id');
    const query = withGroupReach(
      tx(held.as('held')),
      tx,
      tx('groups').select('id'),
    )
      .with('belongs', tx('reach').distinct('start_id', 'group_id'))
      .with('outer_grants', this.#grants(tx, type))
      .with('inner_grants', this.#grants(tx, childType))
      .join('users', 'users.id', 'held.user_id')
      .join('resources', 'resources.id', 'held.resource_id')
      .leftJoin(inside.as('inside'), join =>
        join
          .on('inside.user_id', 'held.user_id')
          .on('inside.parent_id', 'held.resource_id'),
      )
      .whereNull('inside.user_id');
    whereUserPresent(query);
    if (search) {
      whereContains(query, NAMES_OF_PEOPLE, foldCase(search));
    }
    return query;
  }

  /** Every role on resources of a type, whatever it comes from. */
  #grants(tx: Knex, type: string): Knex.QueryBuilder {
    const { roles } = this.#type(type);
    const rank = tx.raw(
      `case bindings.role ${roles
        .map((_, index) => `when ? then ${index}`)
        .join(' ')} end as role_rank`,
      [...roles],
    );
    const bindings = () =>
      tx('bindings')
        .join('resources', 'resources.id', 'bindings.resource_id')
        .where('resources.type', type)
        .whereIn('bindings.role', roles);
    const direct = bindings()
      .whereNotNull('bindings.user_id')
      .select('bindings.user_id', 'bindings.resource_id', rank);
    const throughGroups = bindings()
      .join('belongs', 'belongs.group_id', 'bindings.group_id')
      .join('group_members', 'group_members.group_id', 'belongs.start_id')
      .select('group_members.user_id', 'bindings.resource_id', rank);
    const throughPortalRoles = bindings()
      .join(
        'user_roles',
        'user_roles.portal_role_id',
        'bindings.portal_role_id',
      )
      .select('user_roles.user_id', 'bindings.resource_id', rank);
    const grants = [throughGroups, throughPortalRoles];
    const { baseline } = this.model;
    if (baseline?.type === type) {
      grants.push(
        tx('users')
          .joinRaw('cross join resources')
          .where('resources.type', type)
          .select(
            'users.id',
            'resources.id',
            tx.raw(`${roles.indexOf(baseline.role)}`),
          ),
      );
    }
    return direct.union(grants);
  }

  #type(name: string): ResourceTypeModel {
    const type = this.model.types.find(one => one.type === name);
    if (!type) {
      throw new Error(`The access model has no resource type '${name}'.`);
    }
    return type;
  }
}
