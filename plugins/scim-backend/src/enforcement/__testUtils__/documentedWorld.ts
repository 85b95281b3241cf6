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

import { WorldDescription } from './buildWorld';

/** The world of the preview that the documentation shows, and what it does not show. */
export const documentedWorld: WorldDescription = {
  clouds: {
    'prod-cloud': ['proj-1'],
    'staging-cloud': [],
    'dev-cloud': [],
  },
  users: [
    'user2@example.com',
    'User1@example.com',
    'orphan-user@example.com',
    'admin@example.com',
  ],
  groups: [
    {
      name: 'Engineering',
      users: ['User1@example.com', 'user2@example.com'],
    },
    { name: 'Administrators', users: ['admin@example.com'] },
  ],
  serviceAccounts: ['ci-bot'],
  bindings: [
    ['organization', 'owner', { user: 'User1@example.com' }],
    ['organization', 'owner', { group: 'Administrators' }],
    ['organization', 'owner', { user: 'admin@example.com' }],
    ['cloud/prod-cloud', 'collaborator', { user: 'User1@example.com' }],
    ['cloud/prod-cloud', 'readonly', { group: 'Engineering' }],
    ['cloud/staging-cloud', 'owner', { user: 'User1@example.com' }],
    [
      'project/prod-cloud/proj-1',
      'collaborator',
      { user: 'User1@example.com' },
    ],
    ['project/prod-cloud/proj-1', 'readonly', { group: 'Engineering' }],
    ['cloud/dev-cloud', 'collaborator', { user: 'user2@example.com' }],
    ['cloud/prod-cloud', 'readonly', { user: 'user2@example.com' }],
    ['cloud/dev-cloud', 'owner', { user: 'orphan-user@example.com' }],
    ['cloud/prod-cloud', 'owner', { serviceAccount: 'ci-bot' }],
  ],
};
