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

import { randomUUID } from 'node:crypto';
import {
  foldResource,
  type GroupRow,
  type OrganizationChange,
} from '../database';
import { freeEntityName } from './entityNames';
import { raiseVersions } from './raiseVersions';
import { StoredGroup, toStoredGroup } from './storedRows';
import { touchGroupAndMembers } from './touchGroupAndMembers';

/**
 * Parts a team from its identity provider. A local team stays, with the place
 * in the catalog, the role bindings and the members of now; the group waits
 * again, under the id that the identity provider knows.
 *
 * @returns the local team; the group itself if a catalog group showed it
 */
export async function unlinkTeam(
  change: OrganizationChange,
  group: StoredGroup,
): Promise<StoredGroup> {
  const { tx } = change;
  const now = new Date().toISOString();
  await touchGroupAndMembers(change, group);
  if (group.linked_entity_ref !== null) {
    const [row] = await tx<GroupRow>('groups')
      .where({ id: group.id })
      .update({
        linked: false,
        linked_entity_ref: null,
        version: group.version + 1,
        updated_at: now,
      })
      .returning('*');
    return toStoredGroup(row);
  }
  await tx('groups')
    .where({ id: group.id })
    .update({
      linked: false,
      entity_name: await freeEntityName(
        tx,
        'group',
        group.entity_name,
        group.display_name_key,
      ),
      version: group.version + 1,
      updated_at: now,
    });
  const { externalId: _, ...resource } = group.resource;
  const [row] = await tx<GroupRow>('groups')
    .insert({
      uuid: randomUUID(),
      connection_id: null,
      external_id: null,
      display_name: group.display_name,
      display_name_key: group.display_name_key,
      linked: true,
      entity_name: group.entity_name,
      resource: JSON.stringify(resource),
      resource_key: foldResource(resource),
      version: 1,
      created_at: group.created_at,
      updated_at: now,
      synced_at: null,
      linked_entity_ref: null,
    })
    .returning('*');
  const team = toStoredGroup(row);
  await tx('bindings')
    .where({ group_id: group.id })
    .update({ group_id: team.id });
  const parents = tx('group_subgroups').where({ subgroup_id: group.id });
  await raiseVersions(tx, 'groups', parents.clone().select('group_id'));
  await parents.update({ subgroup_id: team.id });
  for (const [table, column] of [
    ['group_members', 'user_id'],
    ['group_subgroups', 'subgroup_id'],
  ]) {
    await tx(tx.raw('?? (??, ??)', [table, 'group_id', column])).insert(
      tx(table)
        .where({ group_id: group.id })
        .select(tx.raw('?', [team.id]), column),
    );
  }
  await touchGroupAndMembers(change, team);
  return team;
}
