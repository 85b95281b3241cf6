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

import { Knex } from 'knex';
import { toUserSummary } from '../directory';
import type { UserWithConnection } from './findUser';
import { readReachedGroups } from './reachedGroups';

/**
 * Entity references that a person may call their own: themselves and every
 * active group they belong to. None for people who are inactive or no members.
 */
export async function readOwnershipRefs(
  tx: Knex,
  user: UserWithConnection,
): Promise<string[]> {
  const { active, member, entityRef } = toUserSummary(user);
  if (!active || !member) {
    return [];
  }
  const groups = await readReachedGroups(tx, user.id);
  return [entityRef, ...groups.map(({ group }) => group.entityRef)];
}
