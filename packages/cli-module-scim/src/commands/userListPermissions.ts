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
  describeGrant,
  scimAccessReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { listingTable } from '../listing';
import { oneOf } from '../oneOf';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

const ownFlags = {
  output: {
    type: oneOf('json', 'table'),
    placeholder: '<json|table>',
    description: 'How to report (default: json)',
  },
} as const;

export default scimCommand({
  description:
    'Shows all that a person can reach, directly and through groups together, with every source of every role. The person is a user name, an email, an id or an entity reference.',
  examples: ['mara@example.com', 'mara@example.com --output table'],
  permissions: [scimAccessReadPermission],
  parameters: ['user'],
  flags: ownFlags,
  async run({ flags, parameters: [reference], api, terminal }) {
    const access = await api.getUserAccess(reference);
    if (flags.output !== 'table') {
      await terminal.report(toJson(access));
    } else if (access.roles.length === 0) {
      await terminal.report(`${access.user.email} can reach nothing.`);
    } else {
      await terminal.report(
        listingTable(
          [
            {
              title: 'Resource',
              key: 'resource',
              value: one => one.resource.ref,
            },
            { title: 'Role', key: 'role', value: one => one.role },
            {
              title: 'Sources',
              key: 'sources',
              value: one => one.sources.map(describeGrant).join('; '),
            },
          ],
          access.roles,
          terminal.width,
        ),
      );
    }
    return ExitCode.Done;
  },
});
