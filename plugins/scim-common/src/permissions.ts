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

import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of permissions that concern one person's access.
 *
 * @public
 */
export const RESOURCE_TYPE_SCIM_USER = 'scim-user';

/**
 * See somebody's access. Conditional: everybody may see their own.
 *
 * @public
 */
export const scimAccessReadPermission = createPermission({
  name: 'scim.access.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_SCIM_USER,
});

/**
 * See users, groups, resources and role bindings.
 *
 * @public
 */
export const scimDirectoryReadPermission = createPermission({
  name: 'scim.directory.read',
  attributes: { action: 'read' },
});

/**
 * Change users and groups of the directory; call the SCIM endpoint.
 *
 * @public
 */
export const scimDirectoryManagePermission = createPermission({
  name: 'scim.directory.manage',
  attributes: { action: 'update' },
});

/**
 * Create, change and remove connections and their tokens.
 *
 * @public
 */
export const scimConnectionManagePermission = createPermission({
  name: 'scim.connection.manage',
  attributes: { action: 'update' },
});

/**
 * Change resources, service accounts and role bindings.
 *
 * @public
 */
export const scimPolicyManagePermission = createPermission({
  name: 'scim.policy.manage',
  attributes: { action: 'update' },
});

/**
 * Make and read enforcement plans, and run the permission check.
 *
 * @public
 */
export const scimEnforcementPlanPermission = createPermission({
  name: 'scim.enforcement.plan',
  attributes: { action: 'read' },
});

/**
 * Apply enforcement plans and roll runs back.
 *
 * @public
 */
export const scimEnforcementApplyPermission = createPermission({
  name: 'scim.enforcement.apply',
  attributes: { action: 'update' },
});

/**
 * Approve somebody else's plan, where two people must agree.
 *
 * @public
 */
export const scimEnforcementApprovePermission = createPermission({
  name: 'scim.enforcement.approve',
  attributes: { action: 'update' },
});

/**
 * Override, for one plan, a guard that refuses.
 *
 * @public
 */
export const scimEnforcementOverridePermission = createPermission({
  name: 'scim.enforcement.override',
  attributes: { action: 'update' },
});

/**
 * Read the audit log.
 *
 * @public
 */
export const scimAuditReadPermission = createPermission({
  name: 'scim.audit.read',
  attributes: { action: 'read' },
});

/**
 * All permissions of the plugin.
 *
 * @public
 */
export const scimPermissions = [
  scimAccessReadPermission,
  scimDirectoryReadPermission,
  scimDirectoryManagePermission,
  scimConnectionManagePermission,
  scimPolicyManagePermission,
  scimEnforcementPlanPermission,
  scimEnforcementApplyPermission,
  scimEnforcementApprovePermission,
  scimEnforcementOverridePermission,
  scimAuditReadPermission,
];
