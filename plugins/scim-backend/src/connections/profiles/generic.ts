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

import { ENTERPRISE, rolesMapping } from './commonMappings';
import { ProfileFactory } from './ProfileFactory';

export const generic: ProfileFactory = ({ baseUrl }) => ({
  id: 'generic',
  title: 'Another SCIM 2.0 provider',
  summary: 'Whatever pushes people and groups as RFC 7643 and RFC 7644 say.',
  steps: [
    {
      title: 'Enter address and token',
      body: 'Look for provisioning, SCIM or lifecycle among the settings of the application.',
      values: [
        { label: 'Base URL', value: baseUrl },
        { label: 'Token', token: true },
        { label: 'Header', value: 'Authorization: Bearer <token>' },
        { label: 'SCIM version', value: '2.0' },
        { label: 'Content type', value: 'application/scim+json' },
      ],
    },
    {
      title: 'Choose how people are found',
      body: 'Match people on userName and groups on displayName. Both compare without case.',
      values: [
        { label: 'Unique attribute of people', value: 'userName' },
        { label: 'Unique attribute of groups', value: 'displayName' },
      ],
    },
    {
      title: 'Turn on what is pushed',
      body: 'Create, update and deactivate people; push groups with their members. Then assign somebody: the first request arrives.',
      values: [],
    },
    {
      title: 'Or try it by hand',
      body: 'With curl in place of an identity provider, once the token is in the variable `TOKEN` of the shell:',
      values: [
        {
          label: 'Command',
          value: `curl -H "Authorization: Bearer $TOKEN" ${baseUrl}/Users?count=1`,
        },
      ],
    },
  ],
  mappings: [
    { source: 'Name at sign-in', target: 'userName' },
    {
      source: 'Email',
      target: 'emails[type eq "work"].value',
      note: 'Should be the address by which people sign in to the portal.',
    },
    { source: 'First name', target: 'name.givenName' },
    { source: 'Last name', target: 'name.familyName' },
    { source: 'Full name', target: 'displayName' },
    { source: 'Whether they may sign in', target: 'active' },
    { source: 'Id that never changes', target: 'externalId' },
    { source: 'Department', target: `${ENTERPRISE}:department` },
    rolesMapping('Role'),
  ],
  pitfalls: [
    'The token must be sent as it is, without quotes or line ends.',
    'Push people before the groups that they are in: a group with unknown members is refused.',
    'A change of userName keeps the person; a new id makes a new person.',
  ],
});
