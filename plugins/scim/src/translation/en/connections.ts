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

/** Texts of *Connections*. */
export const connections = {
  title: 'Connections',
  description: 'Identity providers that push people and groups over SCIM.',
  search: 'Search connections',
  pages: 'Pages of connections',
  back: 'All connections',
  never: 'Never',
  off: {
    title: 'SCIM is off',
    description:
      'Identity providers are answered that it is. People, teams and what they hold stay as they are, and people can be added under Users. It is turned on with scim.enabled in the configuration.',
  },
  groupsWaiting: '{{groups}}, {{waiting}} waiting',
  declared: 'Declared in the configuration of the portal; change it there.',
  pausedNotice:
    'Requests of this identity provider are refused, and its groups give no access.',
  status: {
    pending: 'Waits for review',
    active: 'Active',
    paused: 'Paused',
  },
  column: {
    connection: 'Connection',
    status: 'Status',
    lastRequest: 'Last request',
    users: 'Users',
    groups: 'Groups',
    errors: 'Errors in 24 h',
  },
  fact: {
    provider: 'Identity provider',
    usersWaiting: 'People waiting to be linked',
    groupsWaiting: 'Groups waiting to be linked',
  },
  empty: {
    title: 'No identity provider is connected',
    description:
      'Connect one: pick it, and enter there what you are shown here.',
  },
  create: {
    action: 'Create connection',
    position: 'Step {{number}} of 4',
    step: {
      provider: 'Which identity provider?',
      name: 'Name the connection',
      options: 'What may it do?',
    },
    name: 'Name',
    nameHint: 'People see it on everybody and everything it provisions.',
    next: 'Continue',
    previous: 'Back',
    confirm: 'Create connection',
    tokenFollows: 'The token follows in the next step. It is shown once.',
    activation: {
      label: 'When does what it pushes count?',
      review: 'After I have reviewed and activated it',
      immediately: 'At once',
    },
  },
  options: {
    title: 'Options',
    save: 'Save',
    linking: {
      label: 'A group that the portal does not know',
      createTeam: 'becomes a team of its name',
      ask: 'waits until somebody links it or creates a team',
    },
    withAccess: {
      label: 'People and teams of the portal that hold access',
      automatically: 'are linked by themselves',
      ask: 'are linked after an administrator agrees',
    },
    roleSync: 'Roles of the identity provider fill portal roles (scim:…)',
    rolesFromGroups: 'Groups count as roles, too',
    rateLimit: {
      own: 'A rate limit of its own',
      requestsPerSecond: 'Requests per second',
      burst: 'Requests at once',
    },
    namespace: {
      label: 'Namespace in the catalog',
      hint: 'Of the users and groups it provisions. Fixed once there are people.',
      fixed: 'Fixed: there are people already.',
    },
  },
  pause: {
    action: 'Pause',
    title: 'Pause {{name}}?',
    description:
      'Its requests are refused, and its groups give no access until you resume it. Nobody is removed.',
  },
  resume: {
    action: 'Resume',
    title: 'Resume {{name}}?',
    description: 'Its requests are heard, and its groups give access again.',
  },
  delete: {
    action: 'Delete',
    title: 'Delete {{name}}?',
    description:
      'Its token stops working at once. Its groups stay as local teams.',
    people_one: 'What becomes of the person it provisions?',
    people_other: 'What becomes of the {{count}} people it provisions?',
    keep: 'They stay, unsynced',
    deprovision: 'They are deactivated and can no longer sign in',
  },
  token: {
    title: 'Token',
    description:
      'Stored as a hash. During a rotation the old and the new one both count.',
    present: 'Present token',
    new: 'New token',
    none: 'No token: nothing can be pushed.',
    lastUsed: 'Last used',
    expires: 'Expires',
    noExpiry: 'Never',
    expiresSoon: 'This token expires soon. Rotate it.',
    lifetime: {
      label: 'When does the token expire?',
      hint: 'Administrators are told two weeks before.',
      days: 'After {{days}} days',
    },
    once: {
      title: 'Copy the token now',
      description:
        'It is shown this once. Whoever has it can push people and groups.',
    },
    rotate: {
      action: 'Rotate',
      title: 'Issue a new token?',
      description:
        'The old one goes on working until you complete the rotation.',
    },
    issue: {
      action: 'Issue token',
    },
    complete: {
      action: 'Complete rotation',
      title: 'Stop accepting the old token?',
      used_one: 'The new token has been used once.',
      used_other: 'The new token has been used {{count}} times.',
      unused:
        'The new token has not been used yet. If the identity provider does not have it, its pushes will fail.',
    },
    cancel: {
      action: 'Cancel rotation',
      title: 'Keep the old token?',
      description: 'The new one stops working at once.',
    },
    revoke: {
      action: 'Revoke',
      title: 'Revoke the token?',
      description:
        'The identity provider can push nothing until you issue a new one.',
    },
  },
  activity: {
    title: 'Pushes and errors of two weeks',
    empty: 'Nothing has been pushed in two weeks.',
    pushes: 'Pushes',
    errors: 'Errors',
    day: '{{day}}: {{pushes}} pushes, {{errors}} errors',
  },
  errors: {
    title: 'Recent errors',
    description: 'Requests that were refused or failed; secrets are left out.',
    pages: 'Pages of errors',
    empty: 'No errors.',
    request: 'What was sent',
  },
  review: {
    title: 'Review',
    description:
      'What it pushed is kept, and grants nothing, until you have seen what would happen and activate it.',
    action: 'Show what would happen',
    again: 'Look again',
    usersCreate: 'New people',
    usersLink: 'People linked',
    groupsCreate: 'New teams',
    groupsLink: 'Teams linked',
    atStake: 'Role bindings at stake',
    conflicts: 'Conflicts',
    search: 'Search people and groups',
    pages: 'Pages of the review',
    empty: 'Nothing has been pushed yet.',
    column: {
      name: 'Name',
      kind: 'Kind',
      action: 'What happens',
      bindings: 'Role bindings',
    },
    kind: {
      user: 'User',
      group: 'Group',
    },
    does: {
      create: 'New in the portal',
      link: 'Takes over {{target}}',
      waitForTeam: 'Waits until somebody links it or creates a team',
      wait: 'Waits for a decision about {{target}}',
      conflict: 'Conflict with {{target}}',
    },
  },
  activate: {
    action: 'Activate',
    title: 'Activate {{name}}?',
    description:
      'What you reviewed happens now. From then on pushes count at once.',
    atStake_one:
      'One role binding comes under the control of this identity provider.',
    atStake_other:
      '{{count}} role bindings come under the control of this identity provider.',
    changed_one:
      'One thing changed since you looked. Look again, then activate.',
    changed_other:
      '{{count}} things changed since you looked. Look again, then activate.',
  },
  instructions: {
    title: 'What to do in {{provider}}',
    mappings: 'Attributes to map',
    note: 'Note',
    pitfalls: 'Known pitfalls',
    done: 'Done',
    action: 'Instructions',
    tokenGone:
      'The token was shown once. If you do not have it, rotate it on the page of the connection.',
  },
  first: {
    waiting: 'Waiting for the first request…',
    hint: 'Test the connection at the identity provider, or assign somebody.',
    received: 'The first request was received',
  },
} as const;
