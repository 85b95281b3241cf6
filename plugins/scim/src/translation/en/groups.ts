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

/** Texts of *Groups*. */
export const groups = {
  title: 'Groups',
  description:
    'Access comes with groups. Synced ones are filled by an identity provider.',
  search: 'Search groups',
  pages: 'Pages of groups',
  state: {
    synced: 'Synced',
    waiting: 'Waits to be linked',
    local: 'Local team',
  },
  filter: {
    state: 'Kind of group',
    anyState: 'All groups',
  },
  column: {
    group: 'Group',
    state: 'Kind',
    sync: 'Synced by',
    members: 'Members',
    bindings: 'Role bindings',
    changed: 'Last change',
  },
  fact: {
    entity: 'In the catalog',
    subgroups: 'Groups inside',
  },
  empty: {
    title: 'No groups yet',
    description:
      'Assign groups to this portal in the identity provider, or create a local team.',
  },
  detail: {
    title: 'Group',
  },
  waiting: {
    title: 'This group gives nobody access yet',
    description:
      '{{name}} pushed it, and the portal has no team for it. Create a team of its name, or link it to one that is there.',
  },
  add: {
    action: 'Create team',
    title: 'Create a local team',
    name: 'Name',
    hint: 'The portal says who is in it. An identity provider can link to it later.',
    confirm: 'Create',
  },
  createTeam: {
    action: 'Create team',
    title: 'Make {{name}} a team?',
    description_one:
      'One person is in it. It holds no role until you give it one.',
    description_other:
      '{{count}} people are in it. It holds no role until you give it one.',
  },
  link: {
    action: 'Link to team…',
    title: 'Link {{name}} to a team',
    description:
      'The team keeps its role bindings. From then on the identity provider says who is in it.',
    suggested: 'There is a team of this name: {{name}}.',
    kind: 'What is it linked to?',
    toTeam: 'A team of the portal',
    toEntity: 'A catalog group of another provider',
    entityDescription:
      'Its members then show on that group. Its role bindings are those of this group.',
    entity: 'Catalog group',
    team: 'Team',
    confirm: 'Link',
  },
  unlink: {
    action: 'Unlink',
    title: 'Part {{name}} from its identity provider?',
    description:
      'A local team with these members and role bindings stays. The group of {{name}} waits again to be linked.',
  },
  rename: {
    action: 'Rename',
    title: 'Rename {{name}}',
  },
  delete: {
    action: 'Delete team',
    title: 'Delete {{name}}?',
    description_one:
      'Its role binding goes with it; its members stay in the directory.',
    description_other:
      'Its {{count}} role bindings go with it; its members stay in the directory.',
  },
} as const;
