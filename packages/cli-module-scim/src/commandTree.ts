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

import accessExport from './commands/accessExport';
import accessImport from './commands/accessImport';
import auditExport from './commands/auditExport';
import auditList from './commands/auditList';
import auditVerify from './commands/auditVerify';
import bindingAdd from './commands/bindingAdd';
import bindingList from './commands/bindingList';
import bindingRemove from './commands/bindingRemove';
import checkPermissions from './commands/checkPermissions';
import connectionCreate from './commands/connectionCreate';
import connectionList from './commands/connectionList';
import connectionPause from './commands/connectionPause';
import connectionResume from './commands/connectionResume';
import connectionRotate from './commands/connectionRotate';
import directoryStatus from './commands/directoryStatus';
import doctor from './commands/doctor';
import enforceGroups from './commands/enforceGroups';
import explain from './commands/explain';
import planList from './commands/planList';
import planShow from './commands/planShow';
import policyGet from './commands/policyGet';
import policyList from './commands/policyList';
import policySet from './commands/policySet';
import roleCreate from './commands/roleCreate';
import roleDelete from './commands/roleDelete';
import roleGet from './commands/roleGet';
import roleList from './commands/roleList';
import rollback from './commands/rollback';
import runs from './commands/runs';
import userGet from './commands/userGet';
import userGroupGet from './commands/userGroupGet';
import userGroupList from './commands/userGroupList';
import userList from './commands/userList';
import userListPermissions from './commands/userListPermissions';
import { CallableCommand } from './scimCommand';

/**
 * A command of `backstage-cli scim`.
 */
export interface CommandEntry {
  path: string[];
  /** For listings of commands. */
  description: string;
  command: CallableCommand;
}

/** Every command, in the order in which help lists them. */
export const commands: CommandEntry[] = [
  {
    path: ['enforce-groups'],
    description: 'Preview and enforce that access comes from groups only',
    command: enforceGroups,
  },
  {
    path: ['rollback'],
    description: 'Undo an enforcement run',
    command: rollback,
  },
  {
    path: ['plan', 'list'],
    description: 'List stored enforcement plans',
    command: planList,
  },
  {
    path: ['plan', 'show'],
    description: 'Show a stored enforcement plan',
    command: planShow,
  },
  {
    path: ['runs'],
    description: 'List the plans that were carried out',
    command: runs,
  },
  {
    path: ['audit', 'list'],
    description: 'List what was done',
    command: auditList,
  },
  {
    path: ['audit', 'verify'],
    description: 'Check that the audit log is whole',
    command: auditVerify,
  },
  {
    path: ['audit', 'export'],
    description: 'Write the audit log as lines of JSON',
    command: auditExport,
  },
  {
    path: ['check-permissions'],
    description: 'List people who are only half set up',
    command: checkPermissions,
  },
  {
    path: ['explain'],
    description: 'Say what role somebody holds on a resource, and why',
    command: explain,
  },
  {
    path: ['policy', 'list'],
    description: 'List what user groups hold, by resource',
    command: policyList,
  },
  {
    path: ['policy', 'get'],
    description: 'Show what user groups hold on a resource',
    command: policyGet,
  },
  {
    path: ['policy', 'set'],
    description: 'Replace what user groups hold on a resource',
    command: policySet,
  },
  {
    path: ['binding', 'list'],
    description: 'List role bindings',
    command: bindingList,
  },
  {
    path: ['binding', 'add'],
    description: 'Give a role on a resource to a principal',
    command: bindingAdd,
  },
  {
    path: ['binding', 'remove'],
    description: 'Take a role binding away',
    command: bindingRemove,
  },
  {
    path: ['user', 'list'],
    description: 'List people',
    command: userList,
  },
  {
    path: ['user', 'get'],
    description: 'Show a person',
    command: userGet,
  },
  {
    path: ['user', 'list-permissions'],
    description:
      'Show all that a person can reach, directly and through groups',
    command: userListPermissions,
  },
  {
    path: ['user-group', 'list'],
    description: 'List user groups',
    command: userGroupList,
  },
  {
    path: ['user-group', 'get'],
    description: 'Show a user group, its members and its role bindings',
    command: userGroupGet,
  },
  {
    path: ['role', 'list'],
    description: 'List portal roles',
    command: roleList,
  },
  {
    path: ['role', 'get'],
    description: 'Show a portal role and who holds it',
    command: roleGet,
  },
  {
    path: ['role', 'create'],
    description: 'Create a portal role',
    command: roleCreate,
  },
  {
    path: ['role', 'delete'],
    description: 'Delete a portal role with its role bindings',
    command: roleDelete,
  },
  {
    path: ['access', 'import'],
    description: 'Load resources and role bindings from an access file',
    command: accessImport,
  },
  {
    path: ['access', 'export'],
    description: 'Write resources and role bindings as an access file',
    command: accessExport,
  },
  {
    path: ['connection', 'list'],
    description: 'List connections of identity providers',
    command: connectionList,
  },
  {
    path: ['connection', 'create'],
    description: 'Connect an identity provider',
    command: connectionCreate,
  },
  {
    path: ['connection', 'rotate'],
    description: "Rotate a connection's token",
    command: connectionRotate,
  },
  {
    path: ['connection', 'pause'],
    description: 'Pause a connection',
    command: connectionPause,
  },
  {
    path: ['connection', 'resume'],
    description: 'Resume a paused connection',
    command: connectionResume,
  },
  {
    path: ['directory', 'status'],
    description: 'Show how the directory and its connections are',
    command: directoryStatus,
  },
  {
    path: ['doctor'],
    description: 'Check that everything is set up, and say what to do',
    command: doctor,
  },
];

/** What the words stand for that several commands begin with. */
export const groups: Record<string, string> = {
  plan: 'Stored enforcement plans',
  policy: 'What user groups hold on resources',
  binding: 'Single role bindings',
  user: 'People',
  'user-group': 'User groups',
  role: 'Portal roles',
  access: 'Access files',
  connection: 'Connections of identity providers',
  directory: 'The directory',
  audit: 'The audit log',
};
