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

import { RouteRef } from '@backstage/frontend-plugin-api';
import { Permission } from '@backstage/plugin-permission-common';
import {
  scimAuditReadPermission,
  scimConnectionManagePermission,
  scimDirectoryReadPermission,
  scimEnforcementPlanPermission,
} from '@backstage-scim/plugin-scim-common';
import { ReactElement } from 'react';
import { myAccessRouteRef } from '../routes';

/** A tab of the *Access* page, as every frontend system shows it. */
export interface ScimTab {
  /** Names the extension and is the last part of the path. */
  path: string;
  title: string;
  /** Who sees the tab; everybody if absent. The server refuses the others anyway. */
  permission?: Permission;
  load(): Promise<ReactElement>;
  /** Leads to the tab from elsewhere. */
  routeRef?: RouteRef;
}

/** The tabs of the *Access* page, in their order. */
export const scimTabs: ScimTab[] = [
  {
    path: 'my-access',
    title: 'My access',
    load: () => import('../myAccess').then(m => <m.MyAccessPage />),
    routeRef: myAccessRouteRef,
  },
  {
    path: 'users',
    title: 'Users',
    permission: scimDirectoryReadPermission,
    load: () => import('../users').then(m => <m.UsersPage />),
  },
  {
    path: 'groups',
    title: 'Groups',
    permission: scimDirectoryReadPermission,
    load: () => import('../groups').then(m => <m.GroupsPage />),
  },
  {
    path: 'roles',
    title: 'Roles',
    permission: scimDirectoryReadPermission,
    load: () => import('../roles').then(m => <m.RolesPage />),
  },
  {
    path: 'permission-check',
    title: 'Permission check',
    permission: scimEnforcementPlanPermission,
    load: () =>
      import('../permissionCheck').then(m => <m.PermissionCheckPage />),
  },
  {
    path: 'enforce',
    title: 'Enforce',
    permission: scimEnforcementPlanPermission,
    load: () => import('../enforce').then(m => <m.EnforcePage />),
  },
  {
    path: 'connections',
    title: 'Connections',
    permission: scimConnectionManagePermission,
    load: () => import('../connections').then(m => <m.ConnectionsPage />),
  },
  {
    path: 'audit',
    title: 'Audit log',
    permission: scimAuditReadPermission,
    load: () => import('../audit').then(m => <m.AuditPage />),
  },
];
