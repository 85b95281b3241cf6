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
  scimDirectoryReadPermission,
  UserListItem,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { listingFlags, reportListing } from '../listing';
import { oneOf } from '../oneOf';
import { scimCommand } from '../scimCommand';

const ownFlags = {
  ...listingFlags,
  status: {
    type: oneOf('active', 'inactive', 'ended', 'waiting'),
    placeholder: '<active|inactive|ended|waiting>',
    description: 'Only people of this status',
  },
} as const;

export default scimCommand({
  description: 'Lists the people of the directory, by email.',
  examples: ['', '--status inactive', '--search mara --output json'],
  permissions: [scimDirectoryReadPermission],
  flags: ownFlags,
  run: ({ flags, api, terminal }): Promise<ExitCode> =>
    reportListing<UserListItem>({
      terminal,
      flags,
      list: page => api.listUsers({ ...page, status: flags.status }),
      columns: [
        { title: 'Email', key: 'email', value: one => one.email },
        { title: 'Name', key: 'name', value: one => one.displayName },
        { title: 'Status', key: 'status', value: one => one.status },
        {
          title: 'Connection',
          key: 'connection',
          value: one => one.connection ?? '(unsynced)',
        },
        { title: 'Groups', key: 'groups', value: one => one.groupCount },
      ],
      empty: 'There are no such people.',
    }),
});
