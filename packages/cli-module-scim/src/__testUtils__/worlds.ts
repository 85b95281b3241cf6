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

/** An identity provider's directory, and what people were given by hand. */
export interface World {
  directory: { users: string[]; groups: Record<string, string[]> };
  accessFile: string;
}

/**
 * People who hold more by hand than their groups give them, one who is in no
 * group, and bindings of groups and a service account beside.
 */
export const handMadeGrants: World = {
  directory: {
    users: ['admin@example.com', 'user1@example.com', 'user2@example.com'],
    groups: {
      Administrators: ['admin@example.com'],
      Engineering: ['user1@example.com', 'user2@example.com'],
    },
  },
  accessFile: `organization: Example
clouds:
  - name: prod-cloud
    projects: [proj-1]
  - name: staging-cloud
  - name: dev-cloud
serviceAccounts: [ci-bot]
users: [orphan-user@example.com]
bindings:
  - { resource: organization, role: owner, group: Administrators }
  - { resource: cloud/prod-cloud, role: readonly, group: Engineering }
  - { resource: project/prod-cloud/proj-1, role: readonly, group: Engineering }
  - { resource: cloud/prod-cloud, role: owner, serviceAccount: ci-bot }
  - { resource: organization, role: owner, user: user1@example.com }
  - { resource: cloud/prod-cloud, role: collaborator, user: user1@example.com }
  - { resource: cloud/staging-cloud, role: owner, user: user1@example.com }
  - { resource: project/prod-cloud/proj-1, role: collaborator, user: user1@example.com }
  - { resource: cloud/dev-cloud, role: collaborator, user: user2@example.com }
  - { resource: cloud/prod-cloud, role: readonly, user: user2@example.com }
  - { resource: cloud/dev-cloud, role: readonly, user: orphan-user@example.com }
`,
};

/**
 * Two people with cloud roles and no project; beside them some with projects,
 * some who only read, and a service account.
 */
export const halfSetUp: World = {
  directory: {
    users: [
      'alice@company.com',
      'bob@company.com',
      'carol@company.com',
      'dave@company.com',
    ],
    groups: {
      Builders: ['alice@company.com', 'bob@company.com'],
      Everybody: [
        'alice@company.com',
        'bob@company.com',
        'carol@company.com',
        'dave@company.com',
      ],
    },
  },
  accessFile: `organization: Example
clouds:
  - name: Production
    projects: [web]
  - name: Staging
    projects: [web]
serviceAccounts: [ci-bot]
bindings:
  - { resource: cloud/Production, role: collaborator, group: Builders }
  - { resource: cloud/Staging, role: owner, user: bob@company.com }
  - { resource: cloud/Staging, role: owner, user: carol@company.com }
  - { resource: project/Staging/web, role: readonly, user: carol@company.com }
  - { resource: cloud/Production, role: readonly, group: Everybody }
  - { resource: cloud/Production, role: owner, serviceAccount: ci-bot }
`,
};
