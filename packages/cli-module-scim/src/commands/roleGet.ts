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
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { collect } from '../collect';
import { ExitCode } from '../ExitCode';
import { findRole } from '../findRole';
import { outputFlags } from '../outputFlags';
import { properties } from '../properties';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

export default scimCommand({
  description:
    'Shows a portal role, who holds it and what it gives. The role is a name or an id.',
  examples: ['scim:on-call', 'scim:on-call --output json'],
  permissions: [scimDirectoryReadPermission],
  parameters: ['role'],
  flags: outputFlags,
  async run({ flags, parameters: [reference], api, terminal }) {
    const role = await findRole(api, reference);
    const members = await collect(
      allPages(page => api.listRoleMembers(role.id, page)),
    );
    const bindings = await collect(
      allPages(page => api.listBindings({ ...page, principal: role.id })),
    );
    await terminal.report(
      flags.output === 'json'
        ? toJson({ role, members, bindings })
        : properties({
            Name: role.name,
            Id: role.id,
            'Filled by': role.synced ? 'role sync' : 'hand',
            Members: members.map(({ email }) => email).join(', ') || '(none)',
            Roles:
              bindings
                .map(({ resource, role: held }) => `${held} on ${resource.ref}`)
                .join(', ') || '(none)',
          }),
    );
    return ExitCode.Done;
  },
});
