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

import { randomUUID } from 'node:crypto';
import {
  ENTERPRISE_SCHEMA,
  patchOf,
  ScimPatchOperation,
  USER_SCHEMA,
} from '../scimResources';
import { ProviderStyle, UserDifference } from './ProviderStyle';
import { ATTRIBUTE_PATHS, filterBy } from './standardRequests';

/** An extra URN that it names on groups. */
const ADSCIM_SCHEMA =
  'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';

/**
 * Microsoft Entra ID without its compliance flag (`aadOptscim062020`): asks
 * before it writes, capitalises operations, sends booleans as text, removes
 * members by value, never asks for members, and deletes people softly first.
 */
export const entraStyle: ProviderStyle = {
  title: 'Microsoft Entra ID',
  membersPerRequest: 20,
  createsGroupsWithMembers: false,
  get connectionTest() {
    // Somebody that cannot be there: the answer must be an empty list.
    return query('Users', 'userName', randomUUID());
  },

  createUser: user => ({
    method: 'POST',
    path: '/Users',
    body: {
      ...user,
      schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
      meta: { resourceType: 'User' },
      name: { formatted: user.displayName, ...user.name },
      roles: [],
    },
    before: query('Users', 'userName', user.userName),
  }),

  updateUser: (id, differences) => [
    {
      method: 'PATCH',
      path: `/Users/${id}`,
      body: patchOf(differences.map(toOperation)),
      before: `/Users/${id}`,
    },
  ],

  deleteUser: (id, isActive) => [
    ...(isActive
      ? entraStyle.updateUser(id, [{ attribute: 'active', value: false }])
      : []),
    { method: 'DELETE', path: `/Users/${id}` },
  ],

  createGroup: group => ({
    method: 'POST',
    path: '/Groups',
    body: {
      ...group,
      schemas: [...group.schemas, ADSCIM_SCHEMA],
      meta: { resourceType: 'Group' },
    },
    before: query('Groups', 'displayName', group.displayName),
  }),

  updateGroup: (
    id,
    { isRenamed, displayName, externalId, added, removed },
  ) => ({
    method: 'PATCH',
    path: `/Groups/${id}`,
    body: patchOf([
      ...(externalId
        ? [{ op: 'Replace', path: 'externalId', value: externalId }]
        : []),
      ...(isRenamed
        ? [{ op: 'Replace', path: 'displayName', value: displayName }]
        : []),
      ...members('Remove', removed),
      ...members('Add', added),
    ]),
    before: `/Groups/${id}?excludedAttributes=members`,
  }),

  deleteGroup: id => ({ method: 'DELETE', path: `/Groups/${id}` }),
};

const PATHS: typeof ATTRIBUTE_PATHS = {
  ...ATTRIBUTE_PATHS,
  email: 'emails[type eq "work"].value',
  picture: 'photos[type eq "photo"].value',
};

function toOperation({ attribute, value }: UserDifference): ScimPatchOperation {
  const path = PATHS[attribute];
  if (attribute === 'manager') {
    return { op: 'Replace', path, value: value ?? '' };
  }
  if (value === undefined) {
    return { op: 'Remove', path };
  }
  const text = { true: 'True', false: 'False' }[String(value)];
  return {
    op: 'Replace',
    path,
    value: typeof value === 'boolean' ? text : value,
  };
}

function members(op: 'Add' | 'Remove', ids: string[]): ScimPatchOperation[] {
  return ids.length > 0
    ? [
        {
          op,
          path: 'members',
          value: ids.map(value => ({ $ref: null, value })),
        },
      ]
    : [];
}

function query(type: string, attribute: string, value: string) {
  const projection = type === 'Groups' ? 'excludedAttributes=members&' : '';
  return `/${type}?${projection}filter=${filterBy(attribute, value)}`;
}
