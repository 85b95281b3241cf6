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

import { ConflictError } from '@backstage/errors';
import type { OrganizationChange } from '../database';
import { moveBindings } from './moveBindings';
import { raiseVersions } from './raiseVersions';
import { restoreMembersOf } from './restoreMembersOf';
import { slices } from './slices';
import type { StoredGroup } from './storedRows';
import { touchGroupAndMembers } from './touchGroupAndMembers';

/**
 * Makes one of a waiting group and a local team. What stays is the group under
 * the id that the identity provider knows, with the team's place in the catalog
 * and its role bindings; members are those whom the identity provider names.
 *
 * @throws ConflictError if the team is not the portal's own, or if another one
 * has the group's name
 */
export async function linkToTeam(
  change: OrganizationChange,
  group: StoredGroup,
  team: StoredGroup,
): Promise<{ bindings: number }> {
  const { tx } = change;
  if (team.id === group.id) {
    throw new ConflictError('A group cannot be linked to itself.');
  }
  if (team.connection_id !== null) {
    throw new ConflictError(
      `The team '${team.display_name}' is linked to an identity provider already; unlink it first.`,
    );
  }
  const namesake = await tx('groups')
    .where({ display_name_key: group.display_name_key, linked: true })
    .whereNot({ id: team.id })
    .first('id');
  if (namesake) {
    throw new ConflictError(
      `There is another team named '${group.display_name}'; link the group to that one, or rename it.`,
    );
  }
  await touchGroupAndMembers(change, team);
  const bindings = await moveBindings(tx, 'group_id', team.id, group.id);
  const parents: number[] = await tx('group_subgroups')
    .where({ subgroup_id: team.id })
    .whereNot({ group_id: group.id })
    .pluck('group_id');
  for (const slice of slices(parents)) {
    await raiseVersions(tx, 'groups', slice);
  }
  for (const parent of parents) {
    await tx('group_subgroups')
      .insert({ group_id: parent, subgroup_id: group.id })
      .onConflict(['group_id', 'subgroup_id'])
      .ignore();
  }
  await tx('groups').where({ id: team.id }).delete();
  await tx('groups')
    .where({ id: group.id })
    .update({
      linked: true,
      entity_name: team.entity_name,
      version: group.version + 1,
      updated_at: new Date().toISOString(),
    });
  await touchGroupAndMembers(change, {
    ...group,
    entity_name: team.entity_name,
  });
  await restoreMembersOf(change, group.id);
  return { bindings };
}
