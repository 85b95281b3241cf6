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

import { randomBytes } from 'node:crypto';
import { patchOf } from '../scimResources';
import { ProviderStyle } from './ProviderStyle';
import { addMembers, filterBy } from './standardRequests';

/**
 * Okta: looks for people by `userName`, updates with GET and a PUT of all it
 * has read, deactivates and never deletes. Beside every change of memberships
 * it says what the group is called. It keeps the `id`s of pushed groups to
 * itself; here they are told apart by `externalId` instead.
 */
export const oktaStyle: ProviderStyle = {
  title: 'Okta',
  membersPerRequest: 1_000,
  createsGroupsWithMembers: false,
  connectionTest: '/Users?startIndex=1&count=2',

  createUser: user => ({
    method: 'POST',
    path: '/Users',
    body: {
      ...user,
      locale: 'en-US',
      groups: [],
      password: randomBytes(9).toString('base64url'),
    },
    before: query('Users', 'userName', user.userName),
  }),

  updateUser(id, differences, user) {
    const path = `/Users/${id}`;
    const activity = differences.find(
      ({ attribute }) => attribute === 'active',
    );
    const others = differences.filter(difference => difference !== activity);
    return [
      ...(others.length > 0
        ? [
            {
              method: 'PUT' as const,
              path,
              // Activity travels by itself.
              body: {
                ...user,
                active: activity ? !activity.value : user?.active,
              },
              before: path,
              echo: true,
            },
          ]
        : []),
      ...(activity
        ? [
            {
              method: 'PATCH' as const,
              path,
              body: patchOf([
                { op: 'replace', value: { active: activity.value } },
              ]),
            },
          ]
        : []),
    ];
  },

  deleteUser: (id, isActive) =>
    isActive
      ? oktaStyle.updateUser(id, [{ attribute: 'active', value: false }])
      : [],

  createGroup: group => ({
    method: 'POST',
    path: '/Groups',
    body: group,
    before: query('Groups', 'displayName', group.displayName),
  }),

  updateGroup: (id, { displayName, externalId, added, removed }) => ({
    method: 'PATCH',
    path: `/Groups/${id}`,
    body: patchOf([
      {
        op: 'replace',
        value: { id, displayName, ...(externalId && { externalId }) },
      },
      ...removed.map(member => ({
        op: 'remove',
        path: `members[value eq "${member}"]`,
      })),
      ...addMembers(added),
    ]),
  }),

  deleteGroup: id => ({ method: 'DELETE', path: `/Groups/${id}` }),
};

function query(type: string, attribute: string, value: string) {
  return `/${type}?filter=${filterBy(attribute, value)}&startIndex=1&count=100`;
}
