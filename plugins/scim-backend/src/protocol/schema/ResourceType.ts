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

import { Schema } from './Attribute';
import { enterpriseUserSchema } from './enterpriseUserSchema';
import { groupSchema } from './groupSchema';
import { roleSchema } from './roleSchema';
import { syncStateSchema } from './syncStateSchema';
import { userSchema } from './userSchema';

/** A kind of resource that the server has (RFC 7643 §6). */
export interface ResourceType {
  readonly name: 'User' | 'Group' | 'Role';
  readonly description: string;
  /** Relative to the base URL, as in `/Users`. */
  readonly endpoint: string;
  readonly schema: Schema;
  /** None of them is required. */
  readonly extensions: readonly Schema[];
}

/** Users. */
export const userResourceType: ResourceType = {
  name: 'User',
  description: 'User Account',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [enterpriseUserSchema, syncStateSchema],
};

/** Groups. */
export const groupResourceType: ResourceType = {
  name: 'Group',
  description: 'Group',
  endpoint: '/Groups',
  schema: groupSchema,
  extensions: [syncStateSchema],
};

/** Roles of the portal. */
export const roleResourceType: ResourceType = {
  name: 'Role',
  description: 'Role of the portal',
  endpoint: '/Roles',
  schema: roleSchema,
  extensions: [],
};

/** All resource types, in the order in which discovery lists them. */
export const resourceTypes: readonly ResourceType[] = [
  userResourceType,
  groupResourceType,
  roleResourceType,
];
