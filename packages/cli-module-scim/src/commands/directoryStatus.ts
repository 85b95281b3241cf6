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

import { scimDirectoryReadPermission } from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { listingTable } from '../listing';
import { outputFlags } from '../outputFlags';
import { properties } from '../properties';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

export default scimCommand({
  description:
    'Shows how many people and groups the directory has, and when each connection was last heard of.',
  examples: ['', '--output json'],
  permissions: [scimDirectoryReadPermission],
  flags: outputFlags,
  async run({ flags, api, terminal }) {
    const status = await api.getDirectoryStatus();
    if (flags.output === 'json') {
      await terminal.report(toJson(status));
      return ExitCode.Done;
    }
    const { users, groups, connections, revision } = status;
    await terminal.report(
      properties({
        People: `${users.active} active, ${users.inactive} inactive, ${users.ended} no members any more`,
        Unsynced: String(users.unsynced),
        Groups: `${groups.synced} synced, ${groups.waiting} waiting, ${groups.local} local`,
        Revision: String(revision),
      }),
    );
    if (connections.length > 0) {
      await terminal.report(
        listingTable(
          [
            { title: 'Connection', key: 'name', value: one => one.name },
            { title: 'Status', key: 'status', value: one => one.status },
            {
              title: 'Last heard of',
              key: 'last_push_at',
              value: one => one.lastRequestAt ?? 'never',
            },
          ],
          connections,
          terminal.width,
        ),
      );
    }
    return ExitCode.Done;
  },
});
