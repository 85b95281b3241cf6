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

import { JsonObject } from '@backstage/types';
import type { GroupRow, UserRow } from '../database';

/** A person as stored, the same on every engine. */
export interface StoredUser extends Omit<UserRow, 'resource'> {
  /** The SCIM resource without id, meta and groups. */
  resource: JsonObject;
}

/** A user group as stored, the same on every engine. */
export interface StoredGroup extends Omit<GroupRow, 'resource'> {
  /** The SCIM resource without id, meta and members. */
  resource: JsonObject;
}

/** Evens out the engines: SQLite has neither booleans nor JSON columns. */
export function toStoredUser(row: UserRow): StoredUser {
  return {
    ...row,
    active: Boolean(row.active),
    member: Boolean(row.member),
    resource: parseResource(row.resource),
  };
}

/** Evens out the engines: SQLite has neither booleans nor JSON columns. */
export function toStoredGroup(row: GroupRow): StoredGroup {
  return {
    ...row,
    linked: Boolean(row.linked),
    resource: parseResource(row.resource),
  };
}

function parseResource(resource: string | JsonObject): JsonObject {
  return typeof resource === 'string' ? JSON.parse(resource) : resource;
}
