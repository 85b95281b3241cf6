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

import { patchOf, ScimPatchOperation } from '../scimResources';
import { ProviderStyle, UserDifference } from './ProviderStyle';
import { addMembers, ATTRIBUTE_PATHS } from './standardRequests';

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
      ...addMembers(added),
    ]),
  }),

  deleteGroup: id => ({ method: 'DELETE', path: `/Groups/${id}` }),
};

function toOperation({ attribute, value }: UserDifference): ScimPatchOperation {
  const path = ATTRIBUTE_PATHS[attribute];
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
