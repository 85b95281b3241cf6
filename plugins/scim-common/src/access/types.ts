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
 * A resource as it appears in answers.
 *
 * @public
 */
export interface ResourceSummary {
  /** Stable identifier (UUID). */
  id: string;
  /**
   * Readable reference: `organization`, `cloud/prod-cloud` or
   * `project/prod-cloud/proj-1`.
   */
  ref: string;
  /** Access source it belongs to; absent for the portal's own, `local`. */
  source?: string;
  /** Resource type of the access model. */
  type: string;
  name: string;
  /** The resource it lies in. */
  parent?: { id: string; ref: string; name: string };
  /**
   * How to show it in a list: its name, or `parent/name` where another
   * resource of that type has the same name.
   */
  label: string;
}

/**
 * A person as they appear in answers.
 *
 * @public
 */
export interface UserSummary {
  /** Stable identifier (UUID), the SCIM `id`. */
  id: string;
  userName: string;
  email: string;
  displayName?: string;
  /** Reference of the person's catalog entity, e.g. `user:default/mara`. */
  entityRef: string;
  /** False once the identity provider has deactivated them. */
  active: boolean;
  /** False once enforcement has ended their membership of the organization. */
  member: boolean;
  /** Name of the connection that provisions them; absent for unsynced people. */
  connection?: string;
}

/**
 * A user group as it appears in answers.
 *
 * @public
 */
export interface GroupSummary {
  /** Stable identifier (UUID), the SCIM `id`. */
  id: string;
  displayName: string;
  /** Reference of the group's catalog entity, e.g. `group:default/engineering`. */
  entityRef: string;
  /** Name of the connection that provisions it; absent for local teams. */
  connection?: string;
}

/**
 * Where a role comes from.
 *
 * @public
 */
export type AccessOrigin =
  | { type: 'direct' }
  | {
      type: 'group';
      /** The group that holds the role binding. */
      group: GroupSummary;
      /**
       * Names of the groups from the one the person is a member of up to the
       * one that holds the binding. One name if the membership is direct.
       */
      path: string[];
    }
  | { type: 'portalRole'; id: string; name: string }
  /** Every member holds at least this role. */
  | { type: 'baseline' };

/**
 * One reason why a person holds a role on a resource.
 *
 * @public
 */
export interface AccessGrant {
  /** The role this source gives; not always the effective one. */
  role: string;
  origin: AccessOrigin;
}

/**
 * The most powerful role a person holds on a resource, and every source of a
 * role on it, most powerful first.
 *
 * @public
 */
export interface EffectiveRole {
  resource: ResourceSummary;
  role: string;
  sources: AccessGrant[];
}

/**
 * Rights that follow from a role on a resource further up, reported apart.
 *
 * @public
 */
export interface ImpliedAccess {
  /** The role that implies them. */
  from: { resource: ResourceSummary; role: string };
  /** The resource type the rights extend to, e.g. `project`. */
  on: string;
}

/**
 * Everything a person can reach, and why.
 *
 * @public
 */
export interface UserAccess {
  user: UserSummary;
  /** Ordered by resource type of the model, then by resource label. */
  roles: EffectiveRole[];
  implied: ImpliedAccess[];
  groups: Array<GroupSummary & { path: string[] }>;
  /** What enforcing groups would change for this person. */
  enforcement: {
    /** True if the person would lose membership: they are in no active group. */
    removed: boolean;
    changes: RoleChange[];
  };
}

/**
 * A role on a resource before and after.
 *
 * @public
 */
export interface RoleChange {
  resource: ResourceSummary;
  /** Absent if there was none. */
  oldRole?: string;
  /** Absent if there is none left. */
  newRole?: string;
  /** Sources that go. */
  lost: AccessGrant[];
  /** Sources that stay. */
  kept: AccessGrant[];
}

/**
 * A person who is only half set up.
 *
 * @public
 */
export interface PermissionCheckRow {
  user: UserSummary;
  resource: ResourceSummary;
  role: string;
  issue: string;
}

/**
 * A page of the permission check.
 *
 * @public
 */
export interface PermissionCheckPage extends Page<PermissionCheckRow> {
  /** Number of distinct people in all rows. */
  totalUsers: number;
}

/**
 * A page of a listing.
 *
 * @public
 */
export interface Page<T> {
  items: T[];
  /** Number of items on all pages. */
  totalItems: number;
  /** Pass as `cursor` to get the next page; absent on the last one. */
  nextCursor?: string;
}

/**
 * What an import of an access file did.
 *
 * @public
 */
export interface AccessImportResult {
  /** False if the file brought nothing new. */
  changed: boolean;
  /** Numbers of things the file brought that were not there before. */
  created: {
    resources: number;
    serviceAccounts: number;
    users: number;
    bindings: number;
  };
  /** Numbers of things the file names that were there already. */
  unchanged: {
    resources: number;
    serviceAccounts: number;
    users: number;
    bindings: number;
  };
}

/**
 * One thing that is wrong with an access file.
 *
 * @public
 */
export interface AccessFileProblem {
  /** Line in the file, from 1. */
  line: number;
  message: string;
}

/**
 * A principal of a role binding.
 *
 * @public
 */
export type PrincipalSummary =
  | { type: 'user'; id: string; name: string }
  | { type: 'group'; id: string; name: string }
  | { type: 'serviceAccount'; id: string; name: string }
  | { type: 'portalRole'; id: string; name: string };

/**
 * A role binding: a principal holds a role on a resource.
 *
 * @public
 */
export interface RoleBinding {
  id: string;
  resource: ResourceSummary;
  role: string;
  principal: PrincipalSummary;
}
