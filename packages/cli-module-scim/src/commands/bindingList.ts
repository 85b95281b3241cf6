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
import { bindingColumns } from '../bindingColumns';
import { ExitCode } from '../ExitCode';
import { listingFlags, reportListing } from '../listing';
import { oneOf } from '../oneOf';
import { scimCommand } from '../scimCommand';

const ownFlags = {
  ...listingFlags,
  resource: {
    type: String,
    placeholder: '<reference|id>',
    description: 'Only on this resource, such as cloud/prod-cloud',
  },
  role: {
    type: String,
    placeholder: '<role>',
    description: 'Only of this role',
  },
  principal: {
    type: String,
    placeholder: '<name|id>',
    description: 'Only of this principal: a name, an email or an id',
  },
  principalType: {
    type: oneOf('user', 'group', 'serviceAccount', 'portalRole'),
    placeholder: '<user|group|serviceAccount|portalRole>',
    description: 'Only of principals of this type',
  },
} as const;

export default scimCommand({
  description: 'Lists role bindings: who holds which role on which resource.',
  examples: [
    '--resource cloud/prod-cloud',
    '--principal Engineering --output csv',
    '--principal-type user --role owner --output json',
  ],
  permissions: [scimDirectoryReadPermission],
  flags: ownFlags,
  run({ flags, api, terminal }): Promise<ExitCode> {
    const { resource, role, principal, principalType } = flags;
    return reportListing({
      terminal,
      flags,
      list: page =>
        api.listBindings({ ...page, resource, role, principal, principalType }),
      columns: bindingColumns,
      empty: 'There are no such role bindings.',
    });
  },
});
