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
  AccessPolicy,
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { listingFlags, reportListing } from '../listing';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Lists the resources that user groups or portal roles hold roles on, and what they hold.',
  examples: ['', '--search prod', '--output json'],
  permissions: [scimDirectoryReadPermission],
  flags: listingFlags,
  run: ({ flags, api, terminal }): Promise<ExitCode> =>
    reportListing<AccessPolicy>({
      terminal,
      flags,
      list: page => api.listPolicies(page),
      columns: [
        { title: 'Resource', key: 'resource', value: one => one.resource.ref },
        {
          title: 'User groups',
          key: 'groups',
          value: one => held(one.bindings),
        },
        {
          title: 'Portal roles',
          key: 'portal_roles',
          value: one => held(one.portalRoles),
        },
      ],
      empty: 'No user group holds a role on any resource.',
    }),
});

function held(bindings: AccessPolicy['bindings']): string {
  return bindings
    .map(
      ({ role, principals }) =>
        `${role}: ${principals.map(({ name }) => name).join(', ')}`,
    )
    .join('; ');
}
