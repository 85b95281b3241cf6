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
  directoryEntityRef,
  GroupSummary,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';
import type { GroupRow, UserRow } from '../database';

/** What answers say of a person; `connection` is the connection's name. */
export function toUserSummary(
  row: Pick<
    UserRow,
    | 'uuid'
    | 'user_name'
    | 'email'
    | 'display_name'
    | 'entity_name'
    | 'active'
    | 'member'
  > &
    Partial<Pick<UserRow, 'catalog_ref'>>,
  connection?: string | null,
): UserSummary {
  return {
    id: row.uuid,
    userName: row.user_name,
    email: row.email ?? row.user_name,
    displayName: row.display_name ?? undefined,
    entityRef: row.catalog_ref ?? directoryEntityRef('user', row.entity_name),
    // SQLite has no booleans.
    active: Boolean(row.active),
    member: Boolean(row.member),
    connection: connection ?? undefined,
  };
}

/** What answers say of a user group; `connection` is the connection's name. */
export function toGroupSummary(
  row: Pick<GroupRow, 'uuid' | 'display_name' | 'entity_name'> &
    Partial<Pick<GroupRow, 'linked_entity_ref'>>,
  connection?: string | null,
): GroupSummary {
  return {
    id: row.uuid,
    displayName: row.display_name,
    entityRef:
      row.linked_entity_ref ?? directoryEntityRef('group', row.entity_name),
    connection: connection ?? undefined,
  };
}
