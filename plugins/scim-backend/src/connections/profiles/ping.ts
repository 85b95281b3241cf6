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

export const ping: ProfileFactory = ({ baseUrl }) => ({
  id: 'ping',
  title: 'PingOne',
  summary: 'Pushes people, and groups with a rule of their own.',
  steps: [
    {
      title: 'Add a connection',
      body: 'Go to Integrations → Provisioning → + → New Connection, choose Identity Store, select SCIM Outbound and press Next.',
      values: [{ label: 'Name', value: 'Backstage' }],
    },
    {
      title: 'Enter address and token',
      body: 'Enter the values, press Test Connection and Continue.',
      values: [
        { label: 'SCIM Base URL', value: baseUrl },
        { label: 'Users Resource', value: '/Users' },
        { label: 'Groups Resource', value: '/Groups' },
        { label: 'SCIM Version', value: '2.0' },
        { label: 'Authentication Method', value: 'OAuth 2 Bearer Token' },
        { label: 'OAuth Access Token', token: true },
        { label: 'Auth Type Header', value: 'Bearer' },
      ],
    },
    {
      title: 'Set preferences',
      body: 'These decide how people who are in the portal already are found, and what happens when somebody leaves.',
      values: [
        { label: 'User Filter Expression', value: 'userName Eq "%s"' },
        { label: 'User Identifier', value: 'userName' },
        { label: 'Group Membership Handling', value: 'Merge' },
        { label: 'Remove Action', value: 'Disable' },
        { label: 'Allow Users to be Created, Updated, Disabled', value: 'on' },
      ],
    },
    {
      title: 'Add a rule',
      body: 'Go to Integrations → Provisioning → + → New Rule, choose PingOne as the source and the connection as the target, set a user filter (for instance Enabled equals true), check the attribute mapping and, under Group Provisioning, add the groups. Turn on the connection first, then the rule: the first requests arrive.',
      values: [],
    },
  ],
  mappings: [
    { source: 'Username', target: 'userName' },
    { source: 'Email Address', target: 'workEmail' },
    { source: 'Given Name', target: 'name.givenName' },
    { source: 'Family Name', target: 'name.familyName' },
    { source: 'Formatted', target: 'displayName' },
    { source: 'Title', target: 'title' },
    { source: 'User ID', target: 'externalId' },
    {
      source: 'A custom attribute',
      target: `${ENTERPRISE}:department`,
      note: 'Or another one that is to be shown in the catalog.',
    },
  ],
  pitfalls: [
    'A rule pushes nothing until both it and the connection are turned on.',
    'Group membership of Overwrite takes people out whom another rule has put in; Merge does not.',
    'Changes of the filter are applied at the next full sync; start it from the rule.',
  ],
  docsUrl:
    'https://docs.pingidentity.com/pingone/integrations/p1_scim_provisioning_features.html',
});
