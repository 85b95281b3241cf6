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
  ConnectionSummary,
  scimConnectionManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { listingFlags, reportListing } from '../listing';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description: 'Lists the connections of identity providers, by name.',
  examples: ['', '--output json'],
  permissions: [scimConnectionManagePermission],
  flags: { output: listingFlags.output },
  run: ({ flags, api, terminal }): Promise<ExitCode> =>
    reportListing<ConnectionSummary>({
      terminal,
      flags,
      list: page => api.listConnections(page),
      columns: [
        { title: 'Name', key: 'name', value: one => one.name },
        { title: 'Provider', key: 'provider', value: one => one.provider },
        { title: 'Status', key: 'status', value: one => one.status },
        { title: 'Users', key: 'users', value: one => one.counts.users },
        { title: 'Groups', key: 'groups', value: one => one.counts.groups },
        {
          title: 'Last heard of',
          key: 'last_request_at',
          value: one => one.lastRequestAt ?? 'never',
        },
        {
          title: 'Errors (24 h)',
          key: 'recent_errors',
          value: one => one.counts.recentErrors,
        },
      ],
      empty: 'There are no connections. Create one with `connection create`.',
    }),
});
