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
  PortalRole,
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { listingFlags, reportListing } from '../listing';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Lists portal roles, by name. Role sync fills those named scim:….',
  examples: ['', '--output json'],
  permissions: [scimDirectoryReadPermission],
  flags: listingFlags,
  run: ({ flags, api, terminal }): Promise<ExitCode> =>
    reportListing<PortalRole>({
      terminal,
      flags,
      list: page => api.listRoles(page),
      columns: [
        { title: 'Name', key: 'name', value: one => one.name },
        {
          title: 'Filled by',
          key: 'filled_by',
          value: one => (one.synced ? 'role sync' : 'hand'),
        },
        { title: 'Members', key: 'members', value: one => one.memberCount },
        { title: 'Bindings', key: 'bindings', value: one => one.bindingCount },
        { title: 'Id', key: 'id', whole: true, value: one => one.id },
      ],
      empty: 'There are no portal roles. Create one with `role create`.',
    }),
});
