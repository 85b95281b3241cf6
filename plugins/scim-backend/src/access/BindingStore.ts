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
  BindingFilter,
  PrincipalSummary,
  RoleBinding,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import {
  foldCase,
  type BindingRow,
  type OrganizationChange,
} from '../database';
import { isResourceId } from '../directory';
import { slices } from '../directory/slices';
import { bindingId, rowOfBindingId } from './bindingId';
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

/** Who a binding is for, by row id. */
export type PrincipalType = PrincipalSummary['type'];

/** A role binding to be added, by row ids. */
export interface NewBinding {
  resourceId: number;
  role: string;
  principal: { type: PrincipalType; id: number };
}

type PrincipalColumn =
  | 'user_id'
  | 'group_id'
  | 'service_account_id'
  | 'portal_role_id';

const columns: Record<PrincipalType, PrincipalColumn> = {
  user: 'user_id',
  group: 'group_id',
  serviceAccount: 'service_account_id',
  portalRole: 'portal_role_id',
};

interface ListRow extends BindingRow {
  ref: string;
  user_uuid: string | null;
  user_name: string | null;
  email: string | null;
  group_uuid: string | null;
  group_name: string | null;
  account_uuid: string | null;
  account_name: string | null;
  role_uuid: string | null;
  role_name: string | null;
}

/** The role bindings of the local access source. */
export class BindingStore {
  constructor(private readonly resources: ResourceStore) {}

  /** Adds bindings that are not there yet; see {@link BindingStore.missing}. */
  async add(change: OrganizationChange, added: NewBinding[]): Promise<void> {
    const now = new Date().toISOString();
    const rows = added.map(({ resourceId, role, principal }) => ({
      resource_id: resourceId,
      role,
      user_id: null,
      group_id: null,
      service_account_id: null,
      portal_role_id: null,
      [columns[principal.type]]: principal.id,
      created_at: now,
    }));
    await change.tx.batchInsert('bindings', rows, 400);
    if (rows.length > 0) {
      change.mark();
    }
  }

  /** Takes bindings away, by row id. */
  async remove(change: OrganizationChange, ids: number[]): Promise<void> {
    for (const slice of slices(ids)) {
      await change.tx('bindings').whereIn('id', slice).delete();
    }
    if (ids.length > 0) {
      change.mark();
    }
  }

  /** Those of `bindings` that are not there yet. */
  async missing(tx: Knex, bindings: NewBinding[]): Promise<NewBinding[]> {
    const present = new Set<string>();
    const resourceIds = [...new Set(bindings.map(one => one.resourceId))];
    for (const ids of slices(resourceIds)) {
      const rows = await tx<BindingRow>('bindings').whereIn('resource_id', ids);
      rows.forEach(row => present.add(bindingKey(toNewBinding(row))));
    }
    return bindings.filter(binding => !present.has(bindingKey(binding)));
  }

  /** The row of a binding, by its id. */
  async find(tx: Knex, id: string): Promise<BindingRow | undefined> {
    const rowId = isResourceId(id) ? rowOfBindingId(id) : undefined;
    if (rowId === undefined) {
      return undefined;
    }
    const row = await tx<BindingRow>('bindings').where({ id: rowId }).first();
    return row && bindingId(row) === id ? row : undefined;
  }

  /** The binding that says this. */
  async get(tx: Knex, binding: NewBinding): Promise<RoleBinding> {
    const { resourceId, role, principal } = binding;
    const { items } = await this.list(tx, { limit: 1 }, query =>
      query.where({
        'bindings.resource_id': resourceId,
        'bindings.role': role,
        [`bindings.${columns[principal.type]}`]: principal.id,
      }),
    );
    return items[0];
  }

  /**
   * Bindings by resource, then in the order in which they were added.
   *
   * @param narrow - keeps some of the bindings; see {@link whereBinding}
   */
  async list(
    tx: Knex,
    slice: Slice,
    narrow: (query: Knex.QueryBuilder) => void = () => {},
  ): Promise<Sliced<RoleBinding>> {
    const { after, limit, search } = slice;
    const order = [inTextOrder(tx, 'resources.ref'), tx.raw('bindings.id')];
    const matching = (query: Knex.QueryBuilder) => {
      narrow(query);
      if (search) {
        const names = [
          tx.raw('lower(resources.ref)'),
          ...NAMES_OF_PEOPLE,
          'groups.display_name_key',
          'service_accounts.name_key',
          'portal_roles.name_key',
        ];
        whereContains(query, names, foldCase(search));
      }
    };
    const counted = await joined(tx)
      .modify(matching)
      .count({ count: '*' })
      .first();
    const rows: ListRow[] = await joined(tx)
      .select('bindings.*', 'resources.ref', {
        user_uuid: 'users.uuid',
        user_name: 'users.user_name',
        email: 'users.email',
        group_uuid: 'groups.uuid',
        group_name: 'groups.display_name',
        account_uuid: 'service_accounts.uuid',
        account_name: 'service_accounts.name',
        role_uuid: 'portal_roles.uuid',
        role_name: 'portal_roles.name',
      })
      .modify(matching)
      .modify(query => after && whereAfter(query, order, after))
      .orderBy(order.map(column => ({ column: column as unknown as string })))
      .limit(limit + 1);
    const summaries = await this.resources.summaries(tx, [
      ...new Set(rows.map(row => row.resource_id)),
    ]);
    return toSliced(rows, {
      limit,
      totalItems: Number(counted?.count ?? 0),
      position: row => [row.ref, row.id],
      item: row => ({
        id: bindingId(row),
        resource: summaries.get(row.resource_id)!,
        role: row.role,
        principal: toPrincipal(row),
      }),
    });
  }
}

const principalIds = [
  'users.uuid',
  'groups.uuid',
  'service_accounts.uuid',
  'portal_roles.uuid',
];

/** Keeps the bindings of a listing for which everything in `filter` holds. */
export function whereBinding(
  query: Knex.QueryBuilder,
  filter: BindingFilter,
): void {
  const { resource, role, principalType, principal } = filter;
  if (resource !== undefined) {
    query.where(
      isResourceId(resource)
        ? { 'resources.uuid': resource }
        : { 'resources.ref': resource },
    );
  }
  if (role !== undefined) {
    query.where('bindings.role', role);
  }
  if (principalType !== undefined) {
    query.whereNotNull(`bindings.${columns[principalType]}`);
  }
  if (principal !== undefined) {
    const names = isResourceId(principal)
      ? principalIds
      : [
          'users.user_name_key',
          'users.email_key',
          'groups.display_name_key',
          'service_accounts.name_key',
          'portal_roles.name_key',
        ];
    const value = isResourceId(principal) ? principal : foldCase(principal);
    query.where(any => names.forEach(name => any.orWhere(name, value)));
  }
}

/** Equal for two bindings that say the same. */
function bindingKey(binding: NewBinding): string {
  const { resourceId, role, principal } = binding;
  return JSON.stringify([resourceId, role, principal.type, principal.id]);
}

/** What a binding says. */
export function toNewBinding(row: BindingRow): NewBinding {
  const [type] = (Object.keys(columns) as PrincipalType[]).filter(
    name => row[columns[name]] !== null,
  );
  return {
    resourceId: row.resource_id,
    role: row.role,
    principal: { type, id: row[columns[type]]! },
  };
}

function joined(tx: Knex): Knex.QueryBuilder {
  return tx('bindings')
    .join('resources', 'resources.id', 'bindings.resource_id')
    .leftJoin('users', 'users.id', 'bindings.user_id')
    .leftJoin('groups', 'groups.id', 'bindings.group_id')
    .leftJoin(
      'service_accounts',
      'service_accounts.id',
      'bindings.service_account_id',
    )
    .leftJoin('portal_roles', 'portal_roles.id', 'bindings.portal_role_id');
}

function toPrincipal(row: ListRow): PrincipalSummary {
  const found: Array<[PrincipalType, string | null, string | null]> = [
    ['user', row.user_uuid, row.email ?? row.user_name],
    ['group', row.group_uuid, row.group_name],
    ['serviceAccount', row.account_uuid, row.account_name],
    ['portalRole', row.role_uuid, row.role_name],
  ];
  const [type, id, name] = found.find(([, uuid]) => uuid !== null)!;
  return { type, id: id!, name: name! };
}
