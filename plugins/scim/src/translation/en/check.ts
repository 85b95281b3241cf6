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

/** Texts of *Permission check*. */
export const check = {
  title: 'Half set up',
  description:
    'People who hold a role on a cloud and none on any project in it.',
  search: 'Search people or clouds',
  pages: 'Pages of the check',
  export: 'Export CSV',
  exportFailed: 'The export did not work. Try again.',
  footer_one: '1 user has incomplete permission setup.',
  footer_other: '{{count}} users have incomplete permission setup.',
  column: {
    user: 'User',
    resource: 'Cloud',
    role: 'Role',
    issue: 'Issue',
    fix: 'Fix',
  },
  grant: {
    action: 'Grant a role',
    title: 'Set up {{person}} on {{resource}}',
    group: 'Group',
    groupHint: 'One of their groups. Everybody in it gets the role.',
    noGroup:
      'They are in no group. Add them to one in the identity provider first.',
    resource: 'Project of {{resource}}',
    confirm: 'Grant',
  },
  clean: {
    title: 'Everybody is set up',
    description: 'All SCIM users have complete permission setup.',
  },
  fix: {
    title: 'How to fix many at once',
    description:
      'Grant a group these people are in a role on a project of the cloud. Put this in a file, access.yaml:',
    file: 'access file',
    command: 'command',
    import: 'Then import it:',
    child: 'PROJECT',
    role: 'ROLE',
    group: 'GROUP',
  },
} as const;
