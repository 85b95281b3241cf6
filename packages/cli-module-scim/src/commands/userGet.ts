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
  printable,
  scimDirectoryReadPermission,
  UserDetail,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { findNamed } from '../findNamed';
import { outputFlags } from '../outputFlags';
import { properties } from '../properties';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

export default scimCommand({
  description:
    'Shows what the directory knows of a person. The person is a user name, an email or an id.',
  examples: ['mara@example.com', 'mara@example.com --output json'],
  permissions: [scimDirectoryReadPermission],
  parameters: ['user'],
  flags: outputFlags,
  async run({ flags, parameters: [reference], api, terminal }) {
    const { id } = await findNamed({
      reference,
      what: 'user',
      list: page => api.listUsers(page),
      names: ({ userName, email }) => [userName, email],
    });
    const user = await api.getUser(id);
    await terminal.report(
      flags.output === 'json' ? toJson({ user }) : describe(user),
    );
    return ExitCode.Done;
  },
});

function describe(user: UserDetail): string {
  return properties({
    Email: user.email,
    'User name': user.userName,
    Name: user.displayName,
    Id: user.id,
    Entity: user.entityRef,
    Status: user.status,
    Connection: user.connection ?? '(unsynced)',
    Groups: names(user.groups.map(({ displayName }) => displayName)),
    'Portal roles': names(user.portalRoles.map(({ name }) => name)),
    'Direct role bindings': String(user.bindingCount),
  });
}

function names(list: string[]): string {
  return printable(list.join(', ') || '(none)');
}
