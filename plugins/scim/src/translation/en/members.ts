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

/** Texts about who is in a group or holds a role. */
export const members = {
  title: {
    group: 'Members',
    role: 'Who holds it',
  },
  search: 'Search members',
  pages: 'Pages of members',
  empty: 'Nobody yet.',
  column: {
    user: 'User',
    status: 'Status',
  },
  status: {
    active: 'Active',
    inactive: 'Deactivated',
    ended: 'Membership ended',
  },
  add: {
    action: 'Add member',
    title: 'Add somebody',
  },
  remove: {
    action: 'Remove',
    label: 'Remove {{name}}',
    title: 'Remove {{name}}?',
    description: 'What they reach through it they can no longer reach.',
  },
} as const;
