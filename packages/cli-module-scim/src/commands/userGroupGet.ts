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
import { findNamed } from '../findNamed';
import { outputFlags } from '../outputFlags';
import { properties } from '../properties';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

export default scimCommand({
  description:
    'Shows a user group, who is directly in it and what roles it holds. The group is a display name or an id.',
  examples: ['Engineering', 'Engineering --output json'],
  permissions: [scimDirectoryReadPermission],
  parameters: ['group'],
  flags: outputFlags,
  async run({ flags, parameters: [reference], api, terminal }) {
    const { id } = await findNamed({
      reference,
      what: 'user group',
      list: page => api.listGroups(page),
      names: ({ displayName }) => [displayName],
    });
    const group = await api.getGroup(id);
    const members = await collect(
      allPages(page => api.listGroupMembers(id, page)),
    );
    const bindings = await collect(
      allPages(page => api.listBindings({ ...page, principal: id })),
    );
    await terminal.report(
      flags.output === 'json'
        ? toJson({ group, members, bindings })
        : properties({
            Name: group.displayName,
            Id: group.id,
            Entity: group.entityRef,
            State: group.state,
            Connection: group.connection,
            Subgroups:
              group.subgroups
                .map(({ displayName }) => displayName)
                .join(', ') || '(none)',
            Members: members.map(({ email }) => email).join(', ') || '(none)',
            Roles:
              bindings
                .map(({ resource, role }) => `${role} on ${resource.ref}`)
                .join(', ') || '(none)',
          }),
    );
    return ExitCode.Done;
  },
});
