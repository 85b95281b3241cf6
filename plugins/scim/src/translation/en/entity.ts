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

/** Texts on entity pages of the catalog. */
export const entity = {
  sync: {
    title: 'Directory',
    from: 'Synced from',
    at: 'Last change',
    jobTitle: 'Title',
    department: 'Department',
    manager: 'Manager',
  },
  group: {
    grants: 'What membership grants',
    grantsDescription: 'Roles that this group gives whoever is in it.',
    through: 'Also through {{group}}',
    throughDescription:
      'This group lies in {{group}}, so its members hold these, too.',
    noGrants: 'No roles.',
    pages: 'Pages of: {{title}}',
  },
  resource: {
    loading: 'Who has access',
    title: 'Who has access to {{resource}}',
    description:
      'Groups, portal roles and service accounts that hold a role, then people with every source of theirs.',
    search: 'Search people and groups',
    pages: 'Pages of who has access',
    implied: 'Rights here also follow from: {{roles}}.',
    withAccess: 'People with access',
    notOwners: 'Of these, not owners',
    withoutAccess: 'Owners without access',
    owner: 'Owner',
    group_one: 'Group of 1 person',
    group_other: 'Group of {{count}} people',
    portalRole_one: 'Portal role of 1 person',
    portalRole_other: 'Portal role of {{count}} people',
    serviceAccount: 'Service account',
    column: {
      who: 'Who',
      role: 'Role',
      sources: 'Where it comes from',
      owner: 'Ownership',
    },
    empty: {
      title: 'Nobody holds a role here',
      description:
        'Grant a group a role on it, with the access file or under Groups.',
    },
  },
} as const;
