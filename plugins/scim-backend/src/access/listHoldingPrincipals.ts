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

import { AccessGrant, AccessHolder } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase, type ResourceRow } from '../database';
import { whereGroupActive, whereUserPresent } from '../directory';
import { withGroupDescent } from './groupDescent';
import { ModelOrder } from './ModelOrder';
import { readGroupSummaries } from './reachedGroups';
import { compareText } from './textOrder';

interface HoldingRow {
  /** 0 for groups, 1 for portal roles, 2 for service accounts. */
  kind: 0 | 1 | 2;
  id: number;
  uuid: string;
  name: string;
  role: string;
}

/** A row of the listing, and where it stands. */
export interface PlacedHolder {
  /** Kind, sort key and row id. */
  position: [number, string, number];
  holder: AccessHolder;
}

/**
 * The groups, portal roles and service accounts that hold a role on a resource,
 * in this order, by name. They are few; people may be many.
 */
export async function listHoldingPrincipals(
  tx: Knex,
  order: ModelOrder,
  resource: ResourceRow,
  search = '',
): Promise<PlacedHolder[]> {
  const rankOf = (role: string) => order.rank(resource.type, role);
  const rows = (await readRows(tx, resource))
    .filter(row => rankOf(row.role) !== undefined)
    .filter(row => foldCase(row.name).includes(foldCase(search)));
  const byPrincipal = new Map<string, HoldingRow[]>();
  for (const row of rows) {
    const key = `${row.kind}:${row.id}`;
    byPrincipal.set(key, [...(byPrincipal.get(key) ?? []), row]);
  }
  const idsOf = (kind: number) =>
    rows.filter(row => row.kind === kind).map(({ id }) => id);
  const groups = await readGroupSummaries(tx, [...new Set(idsOf(0))]);
  const people = [
    await countPeopleInGroups(tx, resource),
    await countPeopleWithRoles(tx, resource),
  ];
  return [...byPrincipal.values()]
    .map((held): PlacedHolder => {
      const [{ kind, id, uuid, name }] = held;
      const sources: AccessGrant[] = held
        .map(({ role }) => role)
        .sort((a, b) => rankOf(a)! - rankOf(b)!)
        .map(role => ({ role, origin: { type: 'direct' } }));
      const count = people[kind]?.get(id) ?? 0;
      const principals: Array<AccessHolder['principal']> = [
        { type: 'group', group: groups.get(id)!, people: count },
        { type: 'portalRole', id: uuid, name, people: count },
        { type: 'serviceAccount', id: uuid, name },
      ];
      return {
        position: [kind, foldCase(name), id],
        holder: {
          principal: principals[kind],
          role: sources[0].role,
          sources,
        },
      };
    })
    .sort(
      ({ position: a }, { position: b }) =>
        a[0] - b[0] || compareText(a[1], b[1]) || a[2] - b[2],
    );
}

async function readRows(tx: Knex, { id }: ResourceRow): Promise<HoldingRow[]> {
  const read = (kind: number, table: string, column: string, name: string) =>
    tx('bindings')
      .join(table, `${table}.id`, `bindings.${column}`)
      .where('bindings.resource_id', id)
      .select(`${table}.id`, `${table}.uuid`, `${table}.${name} as name`, {
        role: 'bindings.role',
        kind: tx.raw(String(kind)),
      });
  return [
    ...(await whereGroupActive(read(0, 'groups', 'group_id', 'display_name'))),
    ...(await read(1, 'portal_roles', 'portal_role_id', 'name')),
    ...(await read(2, 'service_accounts', 'service_account_id', 'name')),
  ];
}

interface CountRow {
  id: number;
  people: number | string;
}

async function countPeopleInGroups(tx: Knex, resource: ResourceRow) {
  const start = tx('bindings')
    .where('resource_id', resource.id)
    .whereNotNull('group_id')
    .select('group_id as id');
  const rows: CountRow[] = await whereUserPresent(
    withGroupDescent(tx('descent'), tx, 'descent', start)
      .join('group_members', 'group_members.group_id', 'descent.group_id')
      .join('users', 'users.id', 'group_members.user_id'),
  )
    .groupBy('descent.start_id')
    .select('descent.start_id as id')
    .countDistinct({ people: 'users.id' });
  return toCounts(rows);
}

async function countPeopleWithRoles(tx: Knex, resource: ResourceRow) {
  const rows: CountRow[] = await whereUserPresent(
    tx('user_roles').join('users', 'users.id', 'user_roles.user_id'),
  )
    .whereIn(
      'user_roles.portal_role_id',
      tx('bindings')
        .where('resource_id', resource.id)
        .whereNotNull('portal_role_id')
        .select('portal_role_id'),
    )
    .groupBy('user_roles.portal_role_id')
    .select('user_roles.portal_role_id as id')
    .count({ people: '*' });
  return toCounts(rows);
}

function toCounts(rows: CountRow[]): Map<number, number> {
  return new Map(rows.map(({ id, people }) => [id, Number(people)]));
}
