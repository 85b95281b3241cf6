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

export const jumpcloud: ProfileFactory = ({ baseUrl }) => ({
  id: 'jumpcloud',
  title: 'JumpCloud',
  summary: 'Pushes people and groups within minutes of a change.',
  steps: [
    {
      title: 'Add an application',
      body: 'In the Admin Portal go to SSO Applications → Add New Application → Custom Application, and choose "Export users to this app (Identity Management)".',
      values: [{ label: 'Display Label', value: 'Backstage' }],
    },
    {
      title: 'Enter address and token',
      body: 'Open Identity Management → Configuration settings, enter the values, press Test Connection, then Activate, then Save.',
      values: [
        { label: 'API Type', value: 'SCIM API' },
        { label: 'SCIM Version', value: 'SCIM 2.0' },
        { label: 'Base URL', value: baseUrl },
        { label: 'Token Key', token: true },
        {
          label: 'Test User Email',
          value: 'An address that nobody in the portal has',
        },
        {
          label:
            'Enable management of User Groups and Group Membership in this application',
          value: 'on',
        },
      ],
    },
    {
      title: 'Choose who is pushed',
      body: 'Open User Groups, select the groups whose members are to be in the portal, and Save. The groups come along as teams.',
      values: [],
    },
  ],
  mappings: [
    { source: 'email', target: 'userName' },
    { source: 'email', target: 'emails[type eq "work"].value' },
    { source: 'firstname', target: 'name.givenName' },
    { source: 'lastname', target: 'name.familyName' },
    { source: 'displayname', target: 'displayName' },
    { source: 'jobTitle', target: 'title' },
    { source: 'department', target: `${ENTERPRISE}:department` },
  ],
  pitfalls: [
    'Activation creates a test user and a test group and deletes them again; that is to be expected in the audit log.',
    'The test user must not be somebody who is in the portal: they would be linked, and deleted at the end of the test.',
    'Taking a group off the application deactivates its members and leaves them in the portal.',
  ],
  docsUrl:
    'https://support.jumpcloud.com/s/article/Custom-SCIM-Identity-Management',
});
