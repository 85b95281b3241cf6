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

import type { OrganizationChange } from '../database';
import { moveBindings } from './moveBindings';
import { raiseVersionsAround } from './raiseVersions';
import { retireEntityName } from './retiredEntityNames';
import type { StoredUser } from './storedRows';

/** How much one person has got from the other. */
export interface MergedUser {
  bindings: number;
  groups: number;
  roles: number;
}

/**
 * Makes one of two people: everything that `from` holds and `to` does not goes
 * to `to`, and `from` is gone. What both hold is held once.
 */
export async function mergeUsers(
  change: OrganizationChange,
  { from, to }: { from: StoredUser; to: StoredUser },
): Promise<MergedUser> {
  const { tx } = change;
  const bindings = await moveBindings(tx, 'user_id', from.id, to.id);
  await raiseVersionsAround(tx, from.id);
  const groups = await moveRows(change, 'group_members', 'group_id', from, to);
  const roles = await moveRows(
    change,
    'user_roles',
    'portal_role_id',
    from,
    to,
  );
  await tx('users')
    .where({ manager_uuid: from.uuid })
    .update({ manager_uuid: to.uuid });
  await tx('users').where({ id: from.id }).delete();
  await retireEntityName(tx, {
    kind: 'user',
    entityName: from.entity_name,
    ownerKey: from.user_name_key,
  });
  if (!to.member && from.member) {
    await tx('users').where({ id: to.id }).update({ member: true });
  }
  for (const user of [from, to]) {
    change.touch({
      kind: 'user',
      uuid: user.uuid,
      entityName: user.entity_name,
    });
  }
  return { bindings, groups, roles };
}

async function moveRows(
  { tx }: OrganizationChange,
  table: 'group_members' | 'user_roles',
  column: 'group_id' | 'portal_role_id',
  from: StoredUser,
  to: StoredUser,
): Promise<number> {
  const there: number[] = await tx(table).where('user_id', to.id).pluck(column);
  const mine: number[] = await tx(table)
    .where('user_id', from.id)
    .pluck(column);
  const known = new Set(there);
  const moved = mine.filter(id => !known.has(id));
  for (const id of moved) {
    await tx(table)
      .where({ user_id: from.id, [column]: id })
      .update({ user_id: to.id });
  }
  return moved.length;
}
