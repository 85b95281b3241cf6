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

import { PrincipalSummary, ResourceSummary, RoleBinding } from './types';

/**
 * A role on a resource, and who holds it.
 *
 * @public
 */
export interface PolicyBinding {
  role: string;
  principals: PrincipalSummary[];
}

/**
 * The roles that user groups and portal roles hold on one resource.
 *
 * @public
 */
export interface AccessPolicy {
  resource: ResourceSummary;
  /** What user groups hold, most powerful role first. */
  bindings: PolicyBinding[];
  /** What portal roles hold; setting a policy leaves it alone. */
  portalRoles: PolicyBinding[];
  /** Differs once `bindings` does. */
  version: string;
}

/**
 * Body of a request to set a policy.
 *
 * @public
 */
export interface SetPolicyRequest {
  /** The policy, in YAML. */
  file: string;
  /** Refuse if the policy's version is another by now. */
  expectedVersion?: string;
  /** Only say what would change. */
  dryRun?: boolean;
  /** Also if nobody could administer the organization afterwards. */
  allowNoAdministrator?: boolean;
}

/**
 * How to take a role binding away.
 *
 * @public
 */
export interface RemoveBindingOptions {
  /** Also if nobody could administer the organization afterwards. */
  allowNoAdministrator?: boolean;
}

/**
 * One role that a principal gets or loses.
 *
 * @public
 */
export interface PolicyChange {
  role: string;
  principal: PrincipalSummary;
}

/**
 * What setting a policy did.
 *
 * @public
 */
export interface SetPolicyResult {
  /** False if the policy was the same before. */
  changed: boolean;
  /** The policy as it is now; for a dry run, as it would be. */
  policy: AccessPolicy;
  /** The policy's version before. */
  previousVersion: string;
  added: PolicyChange[];
  removed: PolicyChange[];
}

/**
 * A role binding to be added.
 *
 * @public
 */
export interface NewRoleBinding {
  /** Reference or id of the resource. */
  resource: string;
  role: string;
  principal: {
    type: PrincipalSummary['type'];
    /** What people call the principal, or its id. */
    name: string;
  };
}

/**
 * A role binding that was asked for.
 *
 * @public
 */
export interface AddBindingResult {
  /** False if it was there before. */
  changed: boolean;
  binding: RoleBinding;
}

/**
 * Which role bindings to list; all that is given must hold.
 *
 * @public
 */
export interface BindingFilter {
  /** Reference or id of the resource. */
  resource?: string;
  role?: string;
  principalType?: PrincipalSummary['type'];
  /** Name, user name, email or id of the principal. */
  principal?: string;
}
