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
  AccessFileProblem,
  AccessImportResult,
  Page,
  PermissionCheckPage,
  ResourceSummary,
  RoleBinding,
  UserAccess,
  UserSummary,
} from '../access/types';
import { AccessModel } from '../access/AccessModel';
import {
  AccessPolicy,
  AddBindingResult,
  BindingFilter,
  NewRoleBinding,
  RemoveBindingOptions,
  SetPolicyRequest,
  SetPolicyResult,
} from '../access/policies';
import { AuditApi } from './AuditApi';
import { Diagnosis, DirectoryStatus } from '../diagnosis';
import { CatalogConflictsApi } from './CatalogConflictsApi';
import { ConnectionsApi } from './ConnectionsApi';
import { DirectoryApi } from './DirectoryApi';
import { EnforcementApi } from './EnforcementApi';
import { OwnershipApi } from './OwnershipApi';

/**
 * Which page of a listing to read.
 *
 * @public
 */
export interface PageRequest {
  /** From `nextCursor` of the page before; absent for the first page. */
  cursor?: string;
  /** Items per page, 1 to 1000; 50 if absent. */
  limit?: number;
  /** Only items whose name or email contains this, without case. */
  search?: string;
}

/**
 * Who is asking, and what they may do.
 *
 * @public
 */
export interface CallerInfo {
  organization: string;
  /** Absent if the caller is not a person, or one the directory does not know. */
  user?: UserSummary;
  /** Names of the plugin's permissions the caller holds. */
  permissions: string[];
  model: AccessModel;
}

/**
 * The management REST API, beside SCIM under `/api/scim`. Used by the pages and
 * by the command line alike.
 *
 * Every method throws a `ResponseError` (from `@backstage/errors`) when the
 * server refuses.
 *
 * @public
 */
export interface ScimApi
  extends AuditApi,
    CatalogConflictsApi,
    ConnectionsApi,
    DirectoryApi,
    EnforcementApi,
    OwnershipApi {
  /** Who the caller is and what they may do. */
  getCaller(): Promise<CallerInfo>;
  /** The caller's own access. */
  getMyAccess(): Promise<UserAccess>;
  /** Somebody's access. `user` is an id, a user name, an email or an entity reference. */
  getUserAccess(user: string): Promise<UserAccess>;
  /** Resources of the local access source. */
  listResources(page?: PageRequest): Promise<Page<ResourceSummary>>;
  /** Role bindings of the local access source. */
  listBindings(page?: PageRequest & BindingFilter): Promise<Page<RoleBinding>>;
  /** Gives a role on a resource to a principal; no more than once. */
  addBinding(binding: NewRoleBinding): Promise<AddBindingResult>;
  /** Takes a role binding away, and says what it was. */
  removeBinding(
    id: string,
    options?: RemoveBindingOptions,
  ): Promise<RoleBinding>;
  /** Policies of the resources that user groups hold roles on. */
  listPolicies(page?: PageRequest): Promise<Page<AccessPolicy>>;
  /**
   * The policy of a resource. `resource` is an id, a name or a reference; absent
   * for the organization.
   */
  getPolicy(resourceType: string, resource?: string): Promise<AccessPolicy>;
  /**
   * Replaces what user groups hold on a resource, all or nothing. Throws
   * {@link AccessFileError} with every problem of the file if there is one.
   */
  setPolicy(
    resourceType: string,
    resource: string | undefined,
    request: SetPolicyRequest,
  ): Promise<SetPolicyResult>;
  /** Checks the installation, and says what to do. */
  diagnose(): Promise<Diagnosis>;
  getDirectoryStatus(): Promise<DirectoryStatus>;
  /** The organization's access as an access file (YAML). */
  exportAccess(): Promise<string>;
  /**
   * Imports an access file (YAML), all or nothing. Throws
   * {@link AccessFileError} with every problem of the file if there is one.
   */
  importAccess(yaml: string): Promise<AccessImportResult>;
  /** People who are only half set up. */
  checkPermissions(page?: PageRequest): Promise<PermissionCheckPage>;
}

/**
 * An access file or a policy was refused; nothing was changed.
 *
 * @public
 */
export class AccessFileError extends Error {
  readonly name = 'AccessFileError';

  constructor(
    /** Everything that is wrong with the file, by line. */
    readonly problems: AccessFileProblem[],
    message = `The access file has ${problems.length} ${
      problems.length === 1 ? 'problem' : 'problems'
    }; nothing was imported.`,
  ) {
    super(message);
  }
}
