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

import type { Connection } from '../connections';
import type { OrganizationChange } from '../database';
import { SYNCED_PREFIX } from './SYNCED_PREFIX';
import { syncRoles } from './syncRoles';

/**
 * Brings the portal roles up to date that groups of these names stand for,
 * where connections are set so.
 *
 * @param connection - who is writing; absent for an administrator
 * @param nameKeys - the folded names that a group has and had
 */
export async function syncRolesOfGroup(
  change: OrganizationChange,
  connection: Connection | undefined,
  nameKeys: string[],
): Promise<void> {
  if (connection && !(connection.roleSync && connection.rolesFromGroups)) {
    return;
  }
  const roleIds: number[] = await change
    .tx('portal_roles')
    .whereIn(
      'name_key',
      nameKeys.map(name => `${SYNCED_PREFIX}${name}`),
    )
    .pluck('id');
  for (const roleId of roleIds) {
    await syncRoles(change, { roleId });
  }
}
