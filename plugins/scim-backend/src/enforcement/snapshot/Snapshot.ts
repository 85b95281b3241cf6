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

import type { GroupRow, UserRow } from '../../database';
import type { SnapshotResource } from './SnapshotResource';

/** Somebody as the snapshot reads them. */
export type SnapshotUser = Pick<
  UserRow,
  | 'id'
  | 'uuid'
  | 'user_name'
  | 'email'
  | 'display_name'
  | 'entity_name'
  | 'active'
  | 'member'
  | 'catalog_ref'
> & { connection: string | null };

/** A user group as the snapshot reads it. */
export type SnapshotGroup = Pick<
  GroupRow,
  'id' | 'uuid' | 'display_name' | 'entity_name' | 'linked_entity_ref'
> & { connection: string | null };

/** A portal role as the snapshot reads it. */
export interface SnapshotPortalRole {
  id: number;
  uuid: string;
  name: string;
}

/**
 * What a plan knows of the organization at one moment, beside who holds what.
 * The place of a person, group, portal role or resource in its list is its
 * number in the rows of the kernel; they stand in the order in which plans list
 * them.
 */
export interface Snapshot {
  organization: string;
  revision: number;
  /**
   * Row ids of active members, and of those whom a rollback would make members
   * again.
   */
  users: Int32Array;
  /** Exempt people, be they active members or not. */
  exempt: SnapshotUser[];
  /** Active groups. */
  groups: SnapshotGroup[];
  portalRoles: SnapshotPortalRole[];
  resources: SnapshotResource[];
}
