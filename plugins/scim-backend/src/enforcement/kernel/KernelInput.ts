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

/** Roles of one type of resource of one source, as the kernel needs them. */
export interface KernelResourceType {
  /** Most powerful first. */
  roles: readonly string[];
  /** Rank that every member holds at least, or `NO_ROLE`. */
  baseline: number;
  /** The least powerful rank that administers the portal, or `NO_ROLE`. */
  administrator: number;
}

/** What is known before anything is read. */
export interface KernelSetup {
  /** In the order in which plans list them. */
  types: KernelResourceType[];
  groupLevels: number;
}

/** The type of a resource that no model has: it gives nothing, and comes last. */
export const UNKNOWN_TYPE = -1;

/**
 * A part of what decides who holds which role. People, groups and portal roles
 * go by their row ids, resources by the ids that the plan gives them. What a
 * part names must have come before it.
 */
export type KernelBatch =
  | {
      type: 'users';
      ids: Int32Array;
      /** 1 for members of the organization. */
      members: Uint8Array;
      /** What they are listed by. */
      names: string[];
      uuids: string[];
    }
  | { type: 'groups'; ids: Int32Array; names: string[] }
  | { type: 'portalRoles'; ids: Int32Array }
  | {
      type: 'resources';
      ids: Int32Array;
      /** Index of the type, or {@link UNKNOWN_TYPE}. */
      types: Int32Array;
      /** Id of the resource it lies in, or 0. */
      parents: Int32Array;
      /** Stable; stands in fingerprints. */
      keys: string[];
    }
  /** How the resources are listed, in the order in which they came. */
  | { type: 'resourceNames'; labels: string[]; refs: string[] }
  /** `members[i]` is directly in `groups[i]`. */
  | { type: 'memberships'; groups: Int32Array; members: Int32Array }
  | { type: 'subgroups'; groups: Int32Array; members: Int32Array }
  | { type: 'portalRoleHolders'; groups: Int32Array; members: Int32Array }
  | {
      type: 'bindings';
      /** `restored`: of users, that a rollback puts back. */
      principalType: 'user' | 'group' | 'portalRole' | 'restored';
      role: string;
      resources: Int32Array;
      principals: Int32Array;
    }
  /**
   * No more people, groups and portal roles come; or nobody else is said to be
   * in one.
   */
  | { type: 'complete'; what: 'principals' | 'memberships' };

/** What to compute. */
export type KernelTask =
  | {
      kind: 'enforce';
      /** Row ids. */
      exempt: number[];
      /** Row ids of the people whose direct bindings go; absent for all. */
      users?: number[];
      /** Ids of the resources on which they go; absent for all. */
      resources?: number[];
      /** Whether people in no group lose their membership. */
      endsMemberships: boolean;
    }
  | { kind: 'rollback' };

/** How to compute it. */
export interface KernelRequest {
  task: KernelTask;
  /** Stands first in the fingerprint. */
  heading: string;
}
