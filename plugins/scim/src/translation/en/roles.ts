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

/** Texts of *Roles*. */
export const roles = {
  title: 'Portal roles',
  description:
    'A role named scim:x goes to everybody who has the role x at the identity provider.',
  search: 'Search roles',
  pages: 'Pages of roles',
  column: {
    role: 'Role',
    filled: 'Filled by',
    members: 'Members',
    bindings: 'Role bindings',
    changed: 'Last change',
  },
  filled: {
    sync: 'Role sync',
    hand: 'Administrators',
  },
  empty: {
    title: 'No portal roles yet',
    description:
      'Create scim:x for a role x of your identity provider. Whoever has it is in it at once.',
  },
  add: {
    action: 'Create role',
    title: 'Create a portal role',
    name: 'Name',
    hint: 'With the prefix scim: role sync fills it. Without it, administrators do.',
    confirm: 'Create',
  },
  detail: {
    title: 'Role',
    synced:
      'Role sync fills this role: the identity provider says who holds it.',
    hand: 'Administrators fill this role. Role sync never touches it.',
  },
  delete: {
    action: 'Delete role',
    title: 'Delete {{name}}?',
    description:
      '{{members}} people lose it, and its {{bindings}} role bindings go.',
  },
} as const;
