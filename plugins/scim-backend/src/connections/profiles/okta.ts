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

export const okta: ProfileFactory = ({ baseUrl }) => ({
  id: 'okta',
  title: 'Okta',
  summary: 'Pushes people and groups within seconds of a change.',
  steps: [
    {
      title: 'Add an app',
      body:
        'In the Admin Console go to Applications → Applications → Browse App Catalog, choose "SCIM 2.0 Test App (OAuth Bearer Token)" and Add Integration. ' +
        'An app of your own (SAML or SWA, not OpenID Connect) does as well: General → App Settings → Edit → Provisioning: SCIM.',
      values: [{ label: 'Application label', value: 'Backstage' }],
    },
    {
      title: 'Enter address and token',
      body:
        'Open Provisioning → Configure API Integration → Enable API Integration, enter the values, press Test API Credentials and Save. ' +
        'In an app of your own the page is Provisioning → Integration.',
      values: [
        {
          label: 'SCIM 2.0 Base Url / SCIM connector base URL',
          value: baseUrl,
        },
        { label: 'OAuth Bearer Token / Authorization', token: true },
        {
          label: 'Authentication Mode (app of your own)',
          value: 'HTTP Header',
        },
        {
          label: 'Unique identifier field for users (app of your own)',
          value: 'userName',
        },
        {
          label: 'Supported provisioning actions (app of your own)',
          value:
            'Import New Users and Profile Updates, Push New Users, Push Profile Updates, Push Groups',
        },
      ],
    },
    {
      title: 'Turn on what is pushed',
      body: 'Open Provisioning → To App → Edit, enable the three actions and Save. Leave Sync Password off: the portal has no passwords.',
      values: [
        {
          label: 'Enable',
          value: 'Create Users, Update User Attributes, Deactivate Users',
        },
      ],
    },
    {
      title: 'Assign people',
      body: 'Open Assignments → Assign → Assign to Groups, choose who is to be in the portal, and Done. The first requests arrive now.',
      values: [],
    },
    {
      title: 'Push groups',
      body: 'Open Push Groups → Push Groups → Find groups by name, choose the groups that are to be teams, and Save. To link a team that the portal has already, press Refresh App Groups first, then choose Link Group instead of Create Group.',
      values: [],
    },
  ],
  mappings: [
    { source: 'login', target: 'userName' },
    { source: 'email', target: 'emails[type eq "work"].value' },
    { source: 'firstName', target: 'name.givenName' },
    { source: 'lastName', target: 'name.familyName' },
    { source: 'displayName', target: 'displayName' },
    { source: 'title', target: 'title' },
    { source: 'department', target: `${ENTERPRISE}:department` },
    {
      source: 'An attribute of your own, of type string array',
      target: 'roles',
      note: 'Only for role sync: add it under Profile Editor with the external name `roles` and the namespace urn:ietf:params:scim:schemas:core:2.0:User.',
    },
  ],
  pitfalls: [
    'People who were assigned before provisioning was turned on are not pushed: select them under Assignments and press Provision User.',
    'Use one group to assign people and others to push. Okta does not keep the membership of a group right that does both.',
    'Okta never deletes people, it deactivates them. Remove them in the portal once the connection is gone.',
    'A group push that failed stays failed: Push Groups → Push Status → Push now.',
    'OpenID Connect apps have no SCIM; use an app of their own for provisioning beside the one for sign-in.',
  ],
});
