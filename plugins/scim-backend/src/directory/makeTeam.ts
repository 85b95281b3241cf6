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
import { Knex } from 'knex';
import type { OrganizationChange } from '../database';
import { restoreMembersOf } from './restoreMembersOf';
import type { StoredGroup } from './storedRows';
import { touchGroupAndMembers } from './touchGroupAndMembers';

/**
 * Makes a waiting group a team of its own name, which counts from now on.
 *
 * @param entityRef - catalog group of another provider that shows the members
 * @throws ConflictError if it does not wait, or if there is such a team
 */
export async function makeTeam(
  change: OrganizationChange,
  group: StoredGroup,
  entityRef?: string,
): Promise<void> {
  requireWaiting(group);
  await refuseNamesake(change.tx, group);
  await change
    .tx('groups')
    .where({ id: group.id })
    .update({
      linked: true,
      linked_entity_ref: entityRef ?? null,
      version: group.version + 1,
      updated_at: new Date().toISOString(),
    });
  await touchGroupAndMembers(change, group);
  await restoreMembersOf(change, group.id);
}

/** @throws ConflictError if a group is a team already */
export function requireWaiting(group: StoredGroup): void {
  if (group.connection_id === null) {
    throw new ConflictError(
      `'${group.display_name}' is a local team; link a group of an identity provider to it instead.`,
    );
  }
  if (group.linked) {
    throw new ConflictError(
      `The group '${group.display_name}' is linked already; unlink it first.`,
    );
  }
}

async function refuseNamesake(tx: Knex, group: StoredGroup): Promise<void> {
  const namesake = await tx('groups')
    .where({ display_name_key: group.display_name_key, linked: true })
    .first('id');
  if (namesake) {
    throw new ConflictError(
      `There is a team named '${group.display_name}' already; link the group to it, or rename one of the two.`,
    );
  }
}
