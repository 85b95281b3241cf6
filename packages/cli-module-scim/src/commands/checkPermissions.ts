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
  allPages,
  PermissionCheckRow,
  renderCsv,
  renderPermissionCheck,
  scimEnforcementPlanPermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { oneOf } from '../oneOf';
import { scimCommand } from '../scimCommand';

/** Version of the JSON form of the report. */
const FORMAT_VERSION = '1.0';

const ownFlags = {
  output: {
    type: oneOf('table', 'csv', 'json'),
    placeholder: '<table|csv|json>',
    description: 'How to report (default: table)',
  },
} as const;

export default scimCommand({
  description:
    'Lists people who hold a role that calls for more: say, a role in a cloud, and none in any project of that cloud.',
  examples: ['', '--output csv > incomplete.csv', '--output json'],
  permissions: [scimEnforcementPlanPermission],
  flags: ownFlags,
  async run({ flags, api, terminal }) {
    await terminal.progress('Checking SCIM user permissions...');
    const { model } = await api.getCaller();
    const rows: PermissionCheckRow[] = [];
    for await (const row of allPages(page => api.checkPermissions(page))) {
      rows.push(row);
    }

    switch (flags.output) {
      case 'csv':
        await terminal.report(toCsv(rows));
        break;
      case 'json':
        await terminal.report(
          JSON.stringify(
            {
              formatVersion: FORMAT_VERSION,
              totalUsers: new Set(rows.map(({ user }) => user.id)).size,
              rows,
            },
            undefined,
            2,
          ),
        );
        break;
      default:
        await terminal.report(
          renderPermissionCheck(rows, { model, maxWidth: terminal.width }),
        );
    }
    return ExitCode.Done;
  },
});

function toCsv(rows: PermissionCheckRow[]): string {
  return renderCsv([
    ['email', 'resource', 'role', 'issue'],
    ...rows.map(({ user, resource, role, issue }) => [
      user.email,
      resource.ref,
      role,
      issue,
    ]),
  ]);
}
