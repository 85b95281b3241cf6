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

import { PlanChange, PlanRemoval } from '@backstage-scim/plugin-scim-common';
import type { ScimDatabase } from '../../database';

/** Change rows as people read them. */
export function lines(changes: PlanChange[]): string[] {
  return changes.map(
    ({ user, resource, oldRole, newRole }) =>
      `${user.email} ${resource.ref}: ${oldRole ?? '(none)'} -> ${
        newRole ?? '(removed)'
      }`,
  );
}

/** Removals as people read them. */
export function emails(removals: PlanRemoval[]): string[] {
  return removals.map(({ user }) => user.email);
}

/** Everything that a plan can change, as stored, and the revision. */
export async function stored({ knex }: ScimDatabase) {
  return {
    bindings: await knex('bindings').orderBy('id'),
    users: await knex('users').orderBy('id'),
    revision: (await knex('organization').first()).revision as number,
  };
}
