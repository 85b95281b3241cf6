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

import { ProfileFactory } from './ProfileFactory';

export const google: ProfileFactory = ({ baseUrl }) => ({
  id: 'google',
  title: 'Google Workspace',
  summary:
    'Pushes people, not groups, and only through an app of its catalogue.',
  steps: [
    {
      title: 'Add an app that has auto-provisioning',
      body: 'Google offers auto-provisioning only for apps of its own catalogue, not for custom SAML apps. In the Admin console go to Apps → Web and mobile apps → Add app → Search for apps, and choose an app of the catalogue that takes any endpoint URL and access token. Nobody has to sign in through it.',
      values: [],
    },
    {
      title: 'Enter address and token',
      body: 'Open the app → Auto-provisioning → Configure auto-provisioning (the order of the two fields differs from app to app).',
      values: [
        { label: 'Access token', token: true },
        { label: 'Endpoint URL', value: baseUrl },
      ],
    },
    {
      title: 'Map attributes and choose who is pushed',
      body: 'Set the rows below, then choose the groups whose members are pushed as the provisioning scope. Turn the app on for them under User access: whoever may not use the app is not pushed.',
      values: [],
    },
    {
      title: 'Choose what happens when people leave',
      body: 'Suspending takes effect in the portal at once; deleting follows after the number of days that you set.',
      values: [
        {
          label: 'When the app is turned off for the user',
          value: 'Within 24 hours',
        },
        { label: 'When the user is suspended', value: 'Within 24 hours' },
        { label: 'When the user is deleted', value: 'Within 24 hours' },
      ],
    },
    {
      title: 'Turn it on',
      body: 'Set Auto-provisioning to Active. The first requests may take some minutes.',
      values: [],
    },
  ],
  mappings: [
    { source: 'Basic Information > Primary email', target: 'userName' },
    {
      source: 'Basic Information > Primary email',
      target: 'emails[type eq "work"].value',
    },
    { source: 'Basic Information > First name', target: 'name.givenName' },
    { source: 'Basic Information > Last name', target: 'name.familyName' },
    { source: 'Employee Details > Title', target: 'title' },
    {
      source: 'Employee Details > Department',
      target: 'department of the enterprise extension',
    },
  ],
  pitfalls: [
    'Groups are not pushed. Make teams in the portal, or connect the groups through another identity provider that reads them from Google.',
    'Which attributes can be mapped depends on the app that was chosen.',
    'Deleting may come weeks after suspending, or without it; the portal takes both.',
    'The number of apps with auto-provisioning depends on the edition of Google Workspace.',
  ],
});
