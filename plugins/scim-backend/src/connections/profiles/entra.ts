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

export const entra: ProfileFactory = ({ baseUrl }) => ({
  id: 'entra',
  title: 'Microsoft Entra ID',
  summary: 'Pushes people and groups in cycles of about 40 minutes.',
  steps: [
    {
      title: 'Add an application',
      body: 'In the Microsoft Entra admin center go to Entra ID → Enterprise apps → New application → Create your own application, and choose "Integrate any other application you don\'t find in the gallery (Non-gallery)".',
      values: [{ label: 'Name', value: 'Backstage' }],
    },
    {
      title: 'Enter address and token',
      body: 'Open Provisioning → New configuration (or Provisioning Mode: Automatic → Admin Credentials), enter the values, press Test Connection and Save. The parameter at the end of the address makes Entra follow RFC 7644 when it disables people and takes them out of groups.',
      values: [
        { label: 'Tenant URL', value: `${baseUrl}?aadOptscim062020` },
        { label: 'Secret Token', token: true },
      ],
    },
    {
      title: 'Check the attribute mapping',
      body: 'Under Mappings open "Provision Microsoft Entra ID Users" and "Provision Microsoft Entra ID Groups", and set the rows below. Keep matching on userName and displayName.',
      values: [],
    },
    {
      title: 'Choose who is pushed',
      body: 'Under Settings leave the scope at "Sync only assigned users and groups", then open Users and groups → Add user/group. Groups as well as people come along; groups inside groups do not.',
      values: [
        { label: 'Scope', value: 'Sync only assigned users and groups' },
      ],
    },
    {
      title: 'Try one, then start',
      body: 'Open Provision on demand, choose one person and press Provision: the first request arrives at once. Then Overview → Start provisioning.',
      values: [],
    },
  ],
  mappings: [
    { source: 'userPrincipalName', target: 'userName' },
    {
      source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      target: 'active',
    },
    { source: 'displayName', target: 'displayName' },
    {
      source: 'mail',
      target: 'emails[type eq "work"].value',
      note: 'Should be the address by which people sign in to the portal.',
    },
    { source: 'givenName', target: 'name.givenName' },
    { source: 'surname', target: 'name.familyName' },
    { source: 'jobTitle', target: 'title' },
    { source: 'department', target: `${ENTERPRISE}:department` },
    { source: 'manager', target: `${ENTERPRISE}:manager` },
    {
      source: 'objectId',
      target: 'externalId',
      note: 'In place of mailNickname, which is not unique for good.',
    },
    {
      source: 'SingleAppRoleAssignment([appRoleAssignments])',
      target: 'roles[primary eq "True"].value',
      note: 'Only for role sync, for one role a person. For several: AppRoleAssignmentsComplex([appRoleAssignments]) to roles.',
    },
  ],
  pitfalls: [
    'A cycle takes about 40 minutes, the first one longer. Use Provision on demand for what cannot wait.',
    'Groups inside assigned groups are not pushed, and neither are their members.',
    'After many errors in a row Entra puts the job in quarantine and tries once a day. Put the errors right, then Restart provisioning.',
    'Without `?aadOptscim062020` the portal understands Entra as well; the parameter only makes it speak the standard.',
    'Assigning groups needs a licence of Microsoft Entra ID P1 or higher.',
  ],
  docsUrl:
    'https://learn.microsoft.com/en-us/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups',
});
