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

/** Texts of *Users*. */
export const users = {
  title: 'Users',
  description:
    'Everybody the directory knows. Synced people carry the mark of their identity provider.',
  off: 'SCIM is off: nothing is synced, and people can be added here.',
  search: 'Search people',
  pages: 'Pages of people',
  status: {
    active: 'Active',
    inactive: 'Deactivated',
    ended: 'Membership ended',
    waiting: 'Waiting for activation',
  },
  filter: {
    status: 'Status',
    anyStatus: 'Any status',
    sync: 'Synced or not',
    anySync: 'Synced or not',
    synced: 'Synced',
    unsynced: 'Not synced',
    connection: 'Connection',
    anyConnection: 'Any connection',
  },
  column: {
    user: 'User',
    status: 'Status',
    sync: 'Synced by',
    groups: 'Groups',
    changed: 'Last change',
  },
  empty: {
    title: 'Nobody is here yet',
    description:
      'Assign people to this portal in the identity provider. They appear within seconds.',
  },
  add: {
    action: 'Add user',
    title: 'Add a user',
    email: 'Email',
    emailHint: 'Also the user name.',
    name: 'Name',
    confirm: 'Add',
  },
  detail: {
    title: 'User',
  },
  fact: {
    email: 'Email',
    userName: 'User name',
    status: 'Status',
    sync: 'Synced by',
    entity: 'In the catalog',
    bindings: 'Direct role bindings',
    roles: 'Portal roles',
    created: 'Since',
    changed: 'Last change',
  },
  remove: {
    action: 'Remove user',
    title: 'Remove {{name}}?',
    description_one:
      'They can no longer sign in, and their direct role binding goes.',
    description_other:
      'They can no longer sign in, and their {{count}} direct role bindings go.',
    confirm: 'Remove',
  },
  unlink: {
    action: 'Unlink',
    title: 'Part {{name}} from {{connection}}?',
    description:
      'They stay, unsynced, with all that they hold, and can then be removed here.',
    hint: 'If the identity provider pushes them again, it provisions them again: unassign them there first.',
  },
  linkRequest: {
    title: '{{connection}} wants to take over this person',
    description_one:
      'They hold one role binding, so an administrator has to agree.',
    description_other:
      'They hold {{count}} role bindings, so an administrator has to agree.',
    action: 'Agree',
    confirmTitle: 'Let {{connection}} provision {{name}}?',
    confirmDescription:
      'They keep what they hold. From then on the identity provider can change and deactivate them.',
    gone: 'There is no connection {{connection}} any more. Reload the page.',
  },
  duplicate: {
    title: 'This may be somebody else here',
    description: '{{other}} has the same email.',
    action: 'Link the two',
    confirmTitle: 'Make one person of two?',
    confirmDescription:
      'Role bindings, groups and portal roles of {{unsynced}} go to {{synced}}. Nothing is lost.',
  },
} as const;
