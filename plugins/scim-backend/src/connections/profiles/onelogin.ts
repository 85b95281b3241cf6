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

import { ENTERPRISE } from './commonMappings';
import { ProfileFactory } from './ProfileFactory';

const TEMPLATE = JSON.stringify(
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
    userName: '{$parameters.scimusername}',
    displayName: '{$user.display_name}',
    name: {
      givenName: '{$user.firstname}',
      familyName: '{$user.lastname}',
    },
    emails: [{ value: '{$user.email}', type: 'work', primary: true }],
    title: '{$parameters.title}',
    [ENTERPRISE]: { department: '{$parameters.department}' },
  },
  null,
  2,
);

export const onelogin: ProfileFactory = ({ baseUrl }) => ({
  id: 'onelogin',
  title: 'OneLogin',
  summary: 'Pushes people, and groups that its rules make of roles.',
  steps: [
    {
      title: 'Add an app',
      body: 'Go to Applications → Applications → Add App, search for "SCIM Provisioner", choose "SCIM Provisioner with SAML (SCIM v2 Enterprise, full SAML)" and Save.',
      values: [{ label: 'Display Name', value: 'Backstage' }],
    },
    {
      title: 'Enter address, token and template',
      body: 'Open Configuration, enter the values, press Enable next to API Status, and Save.',
      values: [
        { label: 'SCIM Base URL', value: baseUrl },
        { label: 'SCIM Bearer Token', token: true },
        {
          label: 'Custom Headers',
          value: 'Content-Type: application/scim+json',
        },
        { label: 'SCIM JSON Template', value: TEMPLATE },
      ],
    },
    {
      title: 'Set the user name',
      body: 'Open Parameters, and set scimusername to the attribute by which people sign in to the portal. Turn on "Include in User Provisioning" for Groups.',
      values: [{ label: 'scimusername', value: 'Email' }],
    },
    {
      title: 'Turn provisioning on',
      body: 'Open Provisioning, tick Enable provisioning, and Save. Untick "Require admin approval" for what is to go through by itself.',
      values: [
        { label: 'When users are deleted in OneLogin', value: 'Delete' },
        { label: 'When user accounts are suspended', value: 'Suspend' },
      ],
    },
    {
      title: 'Push groups with rules',
      body: 'Open Rules → Add Rule, with the action "Set Groups in Backstage" → "Map from OneLogin" → for each role with a value that matches .*, and Save. Then assign roles to the app under Access: the first requests arrive.',
      values: [],
    },
  ],
  mappings: [
    { source: 'scimusername', target: 'userName' },
    { source: 'Email', target: 'emails[type eq "work"].value' },
    { source: 'First Name', target: 'name.givenName' },
    { source: 'Last Name', target: 'name.familyName' },
    { source: 'Title', target: 'title' },
    { source: 'Department', target: `${ENTERPRISE}:department` },
    {
      source: 'A parameter of your own',
      target: 'roles',
      note: 'Only for role sync: add it under Parameters and to the template as "roles": [{"value": "{$parameters.role}"}].',
    },
  ],
  pitfalls: [
    'Leave groups out of the template: OneLogin pushes them by itself.',
    'With "Require admin approval" on, everything waits under Users → Pending.',
    'After a change of the template or of a rule press More Actions → Sync logins, or only new people follow it.',
  ],
});
