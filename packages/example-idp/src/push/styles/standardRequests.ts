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

import { ENTERPRISE_SCHEMA, ScimPatchOperation } from '../scimResources';
import { UserDifference } from './ProviderStyle';

/** Where SCIM keeps what a person of the directory has. */
export const ATTRIBUTE_PATHS: Record<UserDifference['attribute'], string> = {
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

/** A filter for one value, as it stands in an address. */
export function filterBy(attribute: string, value: string): string {
  return encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`);
}

/** Puts people into a group; no operation if there are none. */
export function addMembers(ids: string[]): ScimPatchOperation[] {
  return ids.length > 0
    ? [{ op: 'add', path: 'members', value: ids.map(value => ({ value })) }]
    : [];
}
