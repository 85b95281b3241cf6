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

import { JsonObject, JsonValue } from '@backstage/types';
import { isDeepStrictEqual } from 'node:util';
import { foldCase, type OrganizationChange } from '../database';
import { slices } from './slices';
import { SYNCED_PREFIX } from './SYNCED_PREFIX';
import type { StoredUser } from './storedRows';

/** A name that no portal role can have is no role of ours. */
const MAX_LENGTH = 255 - SYNCED_PREFIX.length;

/**
 * Keeps the roles that the identity provider says somebody has, also those that
 * the portal does not know yet.
 *
 * @param before - what was stored; absent for somebody new
 * @returns whether they are others than before
 */
export async function storeIdpRoles(
  change: OrganizationChange,
  user: StoredUser,
  before?: StoredUser,
): Promise<boolean> {
  const names = idpRoles(user.resource);
  const known = before ? idpRoles(before.resource) : [];
  if (isDeepStrictEqual(names, known)) {
    return false;
  }
  await change.tx('user_idp_roles').where({ user_id: user.id }).delete();
  for (const slice of slices(names, 500)) {
    await change
      .tx('user_idp_roles')
      .insert(slice.map(name => ({ user_id: user.id, name_key: name })));
  }
  return true;
}

/** The roles in a SCIM resource, folded, in order. */
export function idpRoles(resource: JsonObject): string[] {
  const { roles } = resource;
  const values = Array.isArray(roles) ? roles : [roles ?? null];
  const names = values.flatMap(roleName).filter(isPossible);
  return [...new Set(names)].sort();
}

/** Entra may send a role as JSON inside the value. */
function roleName(role: JsonValue | undefined): string[] {
  const value =
    typeof role === 'object' && role !== null && !Array.isArray(role)
      ? role.value
      : role;
  if (typeof value !== 'string') {
    return [];
  }
  if (value.startsWith('{')) {
    try {
      return roleName(JSON.parse(value));
    } catch {
      // Then it is a name that looks like that.
    }
  }
  return [foldCase(value.trim())];
}

function isPossible(name: string): boolean {
  return name !== '' && name.length <= MAX_LENGTH && !/\p{Cc}/u.test(name);
}
