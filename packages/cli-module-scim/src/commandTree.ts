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

import { CallableCommand } from './scimCommand';

/**
 * A command of `backstage-cli scim`.
 */
export interface CommandEntry {
  path: string[];
  /** For listings of commands. */
  description: string;
  load(): Promise<CallableCommand>;
}

type Loader = () => Promise<{ default: CallableCommand }>;

function command(
  path: string,
  description: string,
  loader: Loader,
): CommandEntry {
  return {
    path: path.split(' '),
    description,
    load: async () => {
      const { default: loaded } = await loader();
      // From source, modules are CommonJS: what they export is the default.
      return 'default' in loaded ? (loaded.default as CallableCommand) : loaded;
    },
  };
}

/** Every command, in the order in which help lists them. */
export const commands: CommandEntry[] = [
  command(
    'enforce-groups',
    'Preview and enforce that access comes from groups only',
    () => import('./commands/enforceGroups'),
  ),
  command(
    'rollback',
    'Undo an enforcement run',
    () => import('./commands/rollback'),
  ),
  command(
    'check-permissions',
    'List people who are only half set up',
    () => import('./commands/checkPermissions'),
  ),
  command(
    'explain',
    'Say what role somebody holds on a resource, and why',
    () => import('./commands/explain'),
  ),
  command(
    'policy list',
    'List what user groups hold, by resource',
    () => import('./commands/policyList'),
  ),
  command(
    'policy get',
    'Show what user groups hold on a resource',
    () => import('./commands/policyGet'),
  ),
  command(
    'policy set',
    'Replace what user groups hold on a resource',
    () => import('./commands/policySet'),
  ),
  command(
    'binding list',
    'List role bindings',
    () => import('./commands/bindingList'),
  ),
  command(
    'binding add',
    'Give a role on a resource to a principal',
    () => import('./commands/bindingAdd'),
  ),
  command(
    'binding remove',
    'Take a role binding away',
    () => import('./commands/bindingRemove'),
  ),
  command('user list', 'List people', () => import('./commands/userList')),
  command('user get', 'Show a person', () => import('./commands/userGet')),
  command(
    'user list-permissions',
    'Show all that a person can reach, directly and through groups',
    () => import('./commands/userListPermissions'),
  ),
  command(
    'user-group list',
    'List user groups',
    () => import('./commands/userGroupList'),
  ),
  command(
    'user-group get',
    'Show a user group, its members and its role bindings',
    () => import('./commands/userGroupGet'),
  ),
  command(
    'role list',
    'List portal roles',
    () => import('./commands/roleList'),
  ),
  command(
    'role get',
    'Show a portal role and who holds it',
    () => import('./commands/roleGet'),
  ),
  command(
    'role create',
    'Create a portal role',
    () => import('./commands/roleCreate'),
  ),
  command(
    'role delete',
    'Delete a portal role with its role bindings',
    () => import('./commands/roleDelete'),
  ),
  command(
    'access import',
    'Load resources and role bindings from an access file',
    () => import('./commands/accessImport'),
  ),
  command(
    'access export',
    'Write resources and role bindings as an access file',
    () => import('./commands/accessExport'),
  ),
  command(
    'connection list',
    'List connections of identity providers',
    () => import('./commands/connectionList'),
  ),
  command(
    'connection create',
    'Connect an identity provider',
    () => import('./commands/connectionCreate'),
  ),
  command(
    'connection rotate',
    "Rotate a connection's token",
    () => import('./commands/connectionRotate'),
  ),
  command(
    'connection pause',
    'Pause a connection',
    () => import('./commands/connectionPause'),
  ),
  command(
    'connection resume',
    'Resume a paused connection',
    () => import('./commands/connectionResume'),
  ),
  command(
    'directory status',
    'Show how the directory and its connections are',
    () => import('./commands/directoryStatus'),
  ),
  command(
    'doctor',
    'Check that everything is set up, and say what to do',
    () => import('./commands/doctor'),
  ),
];

/** What the words stand for that several commands begin with. */
export const groups: Record<string, string> = {
  policy: 'What user groups hold on resources',
  binding: 'Single role bindings',
  user: 'People',
  'user-group': 'User groups',
  role: 'Portal roles',
  access: 'Access files',
  connection: 'Connections of identity providers',
  directory: 'The directory',
};
