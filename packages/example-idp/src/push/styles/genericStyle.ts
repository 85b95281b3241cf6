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

import {
  ENTERPRISE_SCHEMA,
  patchOf,
  ScimPatchOperation,
} from '../scimResources';
import { ProviderStyle, UserDifference } from './ProviderStyle';

/** SCIM as the RFCs have it: PATCH with paths, only what differs. */
export const genericStyle: ProviderStyle = {
  title: 'Any other',
  membersPerRequest: 500,
  createsGroupsWithMembers: true,
  connectionTest: '/Users?startIndex=1&count=1',

  createUser: user => ({ method: 'POST', path: '/Users', body: user }),

  updateUser: (id, differences) => [
    {
      method: 'PATCH',
      path: `/Users/${id}`,
      body: patchOf(differences.map(toOperation)),
    },
  ],

  deleteUser: id => [{ method: 'DELETE', path: `/Users/${id}` }],

  createGroup: group => ({ method: 'POST', path: '/Groups', body: group }),

  updateGroup: (
    id,
    { isRenamed, displayName, externalId, added, removed },
  ) => ({
    method: 'PATCH',
    path: `/Groups/${id}`,
    body: patchOf([
      ...(externalId
        ? [{ op: 'replace', path: 'externalId', value: externalId }]
        : []),
      ...(isRenamed
        ? [{ op: 'replace', path: 'displayName', value: displayName }]
        : []),
      ...removed.map(member => ({
        op: 'remove',
        path: `members[value eq ${JSON.stringify(member)}]`,
      })),
      ...(added.length > 0
        ? [
            {
              op: 'add',
              path: 'members',
              value: added.map(value => ({ value })),
            },
          ]
        : []),
    ]),
  }),

  deleteGroup: id => ({ method: 'DELETE', path: `/Groups/${id}` }),
};

const PATHS: Record<UserDifference['attribute'], string> = {
  externalId: 'externalId',
  userName: 'userName',
  displayName: 'displayName',
  givenName: 'name.givenName',
  familyName: 'name.familyName',
  title: 'title',
  active: 'active',
  email: 'emails',
  picture: 'photos',
  department: `${ENTERPRISE_SCHEMA}:department`,
  manager: `${ENTERPRISE_SCHEMA}:manager`,
};

function toOperation({ attribute, value }: UserDifference): ScimPatchOperation {
  const path = PATHS[attribute];
  if (value === undefined) {
    return { op: 'remove', path };
  }
  return { op: 'replace', path, value: wrap(attribute, value) };
}

function wrap(attribute: UserDifference['attribute'], value: unknown) {
  switch (attribute) {
    case 'email':
      return [{ value, type: 'work', primary: true }];
    case 'picture':
      return [{ value, type: 'photo', primary: true }];
    case 'manager':
      return { value };
    default:
      return value;
  }
}
