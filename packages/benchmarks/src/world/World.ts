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

import { WorldSize } from './WorldSize';

/** Role bindings as columns; everything is named by its row id, from 1. */
export interface BindingColumns {
  principals: number[];
  resources: number[];
  roles: string[];
}

/** An organization as numbers; row ids count from 1. */
export interface World {
  size: WorldSize;
  /** Members by group: `members[0]` are those of the group with id 1. */
  members: Int32Array[];
  /** By group: the group it lies in, or 0. */
  outerGroups: Int32Array;
  /** By user: the portal role they hold, or 0. */
  portalRoles: Int32Array;
  /** By resource: the resource it lies in, or 0. The first is the organization. */
  parents: Int32Array;
  directBindings: BindingColumns;
  groupBindings: BindingColumns;
  portalRoleBindings: BindingColumns;
  serviceAccountBindings: BindingColumns;
}
