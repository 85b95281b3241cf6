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
  AccessGrant,
  AccessModel,
  AccessOrigin,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase, type BindingRow, type ResourceRow } from '../database';
import { slices } from '../directory/slices';
import { ModelOrder } from './ModelOrder';
import { comparePaths, ReachedGroup } from './reachedGroups';
import { compareText } from './textOrder';

type GrantRow = Pick<
  BindingRow,
  'resource_id' | 'role' | 'group_id' | 'portal_role_id'
> & { type: string };

/**
 * Every role that a person holds on anything, by resource (row id), the most
 * powerful first. A role that the model does not have gives nothing.
 *
 * @param groups - the active groups the person belongs to
 */
export async function readGrants(
  tx: Knex,
  model: AccessModel,
  userId: number,
  groups: ReachedGroup[],
): Promise<Map<number, AccessGrant[]>> {
  const order = new ModelOrder(model);
  const found: Array<{ resourceId: number; rank: number; grant: AccessGrant }> =
    [];
  const add = (row: GrantRow, origin: AccessOrigin) => {
    const rank = order.rank(row.type, row.role);
    if (rank !== undefined) {
      const grant = { role: row.role, origin };
      found.push({ resourceId: row.resource_id, rank, grant });
    }
  };

  for (const row of await bindings(tx).where('bindings.user_id', userId)) {
    add(row, { type: 'direct' });
  }
  const byId = new Map(groups.map(group => [group.rowId, group]));
  for (const ids of slices([...byId.keys()])) {
    for (const row of await bindings(tx).whereIn('bindings.group_id', ids)) {
      const { group, path } = byId.get(row.group_id)!;
      add(row, { type: 'group', group, path });
    }
  }
  const held = await bindings(tx)
    .join('portal_roles', 'portal_roles.id', 'bindings.portal_role_id')
    .join('user_roles', 'user_roles.portal_role_id', 'portal_roles.id')
    .where('user_roles.user_id', userId)
    .select('portal_roles.uuid as role_uuid', 'portal_roles.name as role_name');
  for (const row of held) {
    const { role_uuid: id, role_name: name } = row;
    add(row, { type: 'portalRole', id, name });
  }
  if (model.baseline) {
    const { type, role } = model.baseline;
    const resources = await tx<ResourceRow>('resources')
      .where({ type })
      .select('id');
    for (const { id } of resources) {
      const row = { type, role, resource_id: id };
      add(
        { ...row, group_id: null, portal_role_id: null },
        { type: 'baseline' },
      );
    }
  }

  found.sort(
    (a, b) => a.rank - b.rank || compareOrigins(a.grant.origin, b.grant.origin),
  );
  const grants = new Map<number, AccessGrant[]>();
  for (const { resourceId, grant } of found) {
    const list = grants.get(resourceId) ?? [];
    grants.set(resourceId, list);
    list.push(grant);
  }
  return grants;
}

function bindings(tx: Knex): Knex.QueryBuilder {
  return tx('bindings')
    .join('resources', 'resources.id', 'bindings.resource_id')
    .select('bindings.*', 'resources.type');
}

const originTypes = ['direct', 'group', 'portalRole', 'baseline'];

/** Direct sources first, then groups by their paths, portal roles by name. */
export function compareOrigins(a: AccessOrigin, b: AccessOrigin): number {
  if (a.type === 'group' && b.type === 'group') {
    return comparePaths(a.path, b.path);
  }
  if (a.type === 'portalRole' && b.type === 'portalRole') {
    return compareText(foldCase(a.name), foldCase(b.name));
  }
  return originTypes.indexOf(a.type) - originTypes.indexOf(b.type);
}
