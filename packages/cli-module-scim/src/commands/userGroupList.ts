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
  GroupListItem,
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { listingFlags, reportListing } from '../listing';
import { oneOf } from '../oneOf';
import { scimCommand } from '../scimCommand';

const ownFlags = {
  ...listingFlags,
  state: {
    type: oneOf('synced', 'waiting', 'local'),
    placeholder: '<synced|waiting|local>',
    description: 'Only groups of this state',
  },
} as const;

export default scimCommand({
  description: 'Lists the user groups of the directory, by name.',
  examples: ['', '--state waiting', '--search eng --output json'],
  permissions: [scimDirectoryReadPermission],
  flags: ownFlags,
  run: ({ flags, api, terminal }): Promise<ExitCode> =>
    reportListing<GroupListItem>({
      terminal,
      flags,
      list: page => api.listGroups({ ...page, state: flags.state }),
      columns: [
        { title: 'Name', key: 'name', value: one => one.displayName },
        { title: 'State', key: 'state', value: one => one.state },
        {
          title: 'Connection',
          key: 'connection',
          value: one => one.connection,
        },
        { title: 'Members', key: 'members', value: one => one.memberCount },
        { title: 'Bindings', key: 'bindings', value: one => one.bindingCount },
        { title: 'Id', key: 'id', whole: true, value: one => one.id },
      ],
      empty: 'There are no such user groups.',
    }),
});
