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
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { scimDirectoryReadPermission } from '@backstage-scim/plugin-scim-common';
import { RiShieldUserLine } from '@remixicon/react';
import {
  isAccessResource,
  isDirectoryGroup,
  isDirectoryUser,
} from './annotations';

const icon = <RiShieldUserLine />;

/** What catalog entities show of the directory and of access. */
export const entityExtensions = [
  EntityContentBlueprint.make({
    name: 'user-access',
    params: {
      path: 'access',
      title: 'Access',
      icon,
      filter: isDirectoryUser,
      loader: () =>
        import('./UserAccessContent').then(m => <m.UserAccessContent />),
    },
  }),
  EntityContentBlueprint.make({
    name: 'group-access',
    if: {
      permissions: { $contains: `${scimDirectoryReadPermission.name}#read` },
    },
    params: {
      path: 'group-access',
      title: 'Access',
      icon,
      filter: isDirectoryGroup,
      loader: () =>
        import('./GroupAccessContent').then(m => <m.GroupAccessContent />),
    },
  }),
  EntityContentBlueprint.make({
    name: 'resource-access',
    params: {
      path: 'who-has-access',
      title: 'Who has access',
      icon,
      filter: isAccessResource,
      loader: () =>
        import('./ResourceAccessContent').then(m => (
          <m.ResourceAccessContent />
        )),
    },
  }),
  EntityCardBlueprint.make({
    name: 'sync',
    params: {
      type: 'info',
      filter: entity => isDirectoryUser(entity) || isDirectoryGroup(entity),
      loader: () => import('./SyncCard').then(m => <m.SyncCard />),
    },
  }),
];
