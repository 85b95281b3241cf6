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

import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { Permission } from '@backstage/plugin-permission-common';
import { scimEnforcementPlanPermission } from '@backstage-scim/plugin-scim-common';

/** True for people who hold the permission; the server refuses the others anyway. */
function ifAllowed({ name, attributes }: Permission) {
  return { permissions: { $contains: `${name}#${attributes.action}` } };
}

/** What the signed-in person can reach, and why. */
export const myAccessTab = SubPageBlueprint.make({
  name: 'my-access',
  params: {
    path: 'my-access',
    title: 'My access',
    loader: () => import('../myAccess').then(m => <m.MyAccessPage />),
  },
});

/** People who are only half set up. */
export const permissionCheckTab = SubPageBlueprint.make({
  name: 'permission-check',
  if: ifAllowed(scimEnforcementPlanPermission),
  params: {
    path: 'permission-check',
    title: 'Permission check',
    loader: () =>
      import('../permissionCheck').then(m => <m.PermissionCheckPage />),
  },
});

/** The guided way from direct grants to groups. */
export const enforceTab = SubPageBlueprint.make({
  name: 'enforce',
  if: ifAllowed(scimEnforcementPlanPermission),
  params: {
    path: 'enforce',
    title: 'Enforce',
    loader: () => import('../enforce').then(m => <m.EnforcePage />),
  },
});
