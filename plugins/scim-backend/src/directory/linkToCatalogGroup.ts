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
  CompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import { Knex } from 'knex';
import type { OrganizationChange } from '../database';
import { makeTeam } from './makeTeam';
import type { StoredGroup } from './storedRows';

/**
 * Makes a waiting group a team whose members a catalog group of another provider
 * shows.
 *
 * @returns the catalog group's reference in full
 * @throws InputError if it is not a reference to a group
 * @throws ConflictError if either is linked already
 */
export async function linkToCatalogGroup(
  change: OrganizationChange,
  group: StoredGroup,
  reference: string,
): Promise<{ entityRef: string }> {
  const entityRef = groupRef(reference);
  await refuseLinkedTwice(change.tx, entityRef);
  await makeTeam(change, group, entityRef);
  return { entityRef };
}

function groupRef(text: string): string {
  let ref: CompoundEntityRef;
  try {
    ref = parseEntityRef(text, { defaultKind: 'group' });
  } catch {
    throw new InputError(
      `'${text}' is not an entity reference; give one such as group:default/engineering.`,
    );
  }
  if (ref.kind.toLowerCase() !== 'group') {
    throw new InputError(`'${text}' is not a group of the catalog.`);
  }
  return stringifyEntityRef(ref);
}

async function refuseLinkedTwice(tx: Knex, entityRef: string): Promise<void> {
  const other = await tx('groups')
    .where({ linked_entity_ref: entityRef })
    .first('display_name');
  if (other) {
    throw new ConflictError(
      `'${entityRef}' is linked to the group '${other.display_name}' already.`,
    );
  }
}
