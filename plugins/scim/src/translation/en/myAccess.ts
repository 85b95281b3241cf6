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

/** Texts of *My access*. */
export const myAccess = {
  onlyInside: 'No role on it as a whole',
  inside: '{{types}} in {{name}}',
  search: 'Search resources',
  pages: 'Pages of {{types}}',
  sources: 'Where the role on {{name}} comes from',
  unknown: {
    title: 'The directory does not know you yet',
    description:
      'You are signed in, but no identity provider has sent your account here. Ask an administrator to assign you to this portal in the identity provider; your access then appears within seconds.',
  },
  empty: {
    own: {
      title: 'You have no access yet',
      description:
        'Access comes with the groups you are in. Ask the owner of a group to add you.',
    },
    other: {
      title: 'No access yet',
      description: 'Access comes with groups that hold roles.',
    },
  },
  implied: {
    title: 'Rights that follow',
    description: 'Not granted one by one, but part of a role.',
    row: 'As {{role}} of {{name}}: {{types}} in it.',
  },
  outlook: {
    title: 'If groups were enforced',
    description: 'Then direct grants go, and only access through groups stays.',
    all: 'Show all {{total}}',
    own: {
      nothing: 'Nothing would change for you.',
      changes_one: 'One of your roles would change.',
      changes_other: '{{count}} of your roles would change.',
      removed: 'You would no longer be a member: you are in no active group.',
      removedHint:
        'Ask the owner of a group to add you in the identity provider.',
    },
    other: {
      nothing: 'Nothing would change.',
      changes_one: 'One role would change.',
      changes_other: '{{count}} roles would change.',
      removed: 'Their membership would end: they are in no active group.',
      removedHint:
        'To prevent it, add them to a group in the identity provider.',
    },
  },
  owned: {
    title: 'What my groups and I own',
    empty: 'Nothing in the catalog.',
    more_one: 'and 1 more',
    more_other: 'and {{count}} more',
  },
  groups: {
    own: { title: 'My groups', empty: 'You are in no group.' },
    other: { title: 'Groups', empty: 'In no group.' },
    through: 'through {{path}}',
    synced: 'Synced from {{name}}',
    local: 'Local team',
  },
} as const;
