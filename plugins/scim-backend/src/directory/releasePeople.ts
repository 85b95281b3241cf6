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

import type { OrganizationChange, UserRow } from '../database';
import { slices } from './slices';

/**
 * Makes people unsynced. They stay as they are; what role sync gave is theirs
 * from then on, as everything else is.
 */
export async function releasePeople(
  change: OrganizationChange,
  people: Array<Pick<UserRow, 'id' | 'uuid' | 'entity_name'>>,
): Promise<void> {
  const { tx } = change;
  for (const slice of slices(people.map(({ id }) => id))) {
    await tx('user_roles').whereIn('user_id', slice).update({ synced: false });
    await tx('users').whereIn('id', slice).update({ connection_id: null });
  }
  for (const { uuid, entity_name: entityName } of people) {
    change.touch({ kind: 'user', uuid, entityName });
  }
}
