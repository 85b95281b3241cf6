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

/**
 * Rows of integers, compressed: the values of row `i` stand from `offsets[i]`
 * up to, not including, `offsets[i + 1]`.
 */
export interface Rows {
  offsets: Int32Array;
  values: Int32Array;
}

/** Role bindings by principal: row `i` is what principal `i` holds. */
export interface BindingRows {
  offsets: Int32Array;
  /** Index of the resource. */
  resources: Int32Array;
  /** Rank of the role among those of the resource; 0 is the most powerful. */
  ranks: Uint8Array;
}

/** Rank of a role that gives nothing: none held, or one the model has not. */
export const NO_ROLE = 255;
/** A direct binding that exists before the plan is carried out. */
export const BEFORE = 1;
/** A direct binding that exists after the plan has been carried out. */
export const AFTER = 2;

/**
 * Everything that decides who holds which role, before and after a plan, as
 * integers: people, groups, portal roles and resources are numbered from 0.
 * Typed arrays only, so that it can be handed to another thread.
 */
export interface World {
  /** The groups that somebody is a direct member of; active groups only. */
  memberships: Rows;
  /** The groups that a group is directly inside of. */
  parents: Rows;
  /** The portal roles that somebody holds. */
  portalRoles: Rows;
  groupBindings: BindingRows;
  portalRoleBindings: BindingRows;
  directBindings: BindingRows & {
    /** {@link BEFORE}, {@link AFTER} or both. */
    times: Uint8Array;
  };
  /** By resource: the rank that every member holds at least. */
  baseline: Uint8Array;
  /** By user: 1 for members of the organization. */
  memberBefore: Uint8Array;
  memberAfter: Uint8Array;
  /** How many levels of nested groups count. */
  groupLevels: number;
}
