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

import { JsonObject } from '@backstage/types';
import type { UserRow } from '../database';
import { foldCase, foldResource } from '../database';
import { isResourceId } from './resourceId';
import {
  ENTERPRISE_USER,
  fitting,
  objectAt,
  objectsAt,
  optionalText,
  refuseUnstorable,
  requiredText,
} from './resourceValues';

/** The columns of a user that repeat what the SCIM resource says. */
export type UserColumns = Pick<
  UserRow,
  | 'external_id'
  | 'user_name'
  | 'user_name_key'
  | 'email'
  | 'email_key'
  | 'display_name'
  | 'display_name_key'
  | 'full_name_key'
  | 'given_name_key'
  | 'family_name_key'
  | 'manager_uuid'
  | 'active'
  | 'resource'
  | 'resource_key'
>;

/**
 * Derives the columns of a user from the SCIM resource.
 *
 * @throws InputError if a value is missing or no column can hold it
 */
export function userColumns(resource: JsonObject): UserColumns {
  refuseUnstorable(resource);
  const userName = requiredText(resource, 'userName');
  const email = primaryEmail(resource);
  const displayName = optionalText(resource, 'displayName');
  const name = objectAt(resource, 'name');
  const fullName = displayName === undefined ? nameInFull(name) : undefined;
  return {
    external_id: optionalText(resource, 'externalId') ?? null,
    user_name: userName,
    user_name_key: foldCase(userName),
    email: email ?? null,
    email_key: keyOf(email),
    display_name: displayName ?? fullName ?? null,
    display_name_key: keyOf(displayName),
    full_name_key: keyOf(fullName),
    given_name_key: keyOf(optionalText(name, 'givenName')),
    family_name_key: keyOf(optionalText(name, 'familyName')),
    manager_uuid: managerId(resource) ?? null,
    active: resource.active !== false,
    resource: JSON.stringify(resource),
    resource_key: foldResource(resource),
  };
}

/** Only ids of ours: nothing else can be found again. */
function managerId(resource: JsonObject): string | undefined {
  const enterprise = objectAt(resource, ENTERPRISE_USER);
  const { value } = objectAt(enterprise, 'manager');
  return typeof value === 'string' && isResourceId(value) ? value : undefined;
}

function keyOf(value: string | undefined): string | null {
  return value === undefined ? null : foldCase(value);
}

function primaryEmail(resource: JsonObject): string | undefined {
  const emails = objectsAt(resource, 'emails').filter(
    email => typeof email.value === 'string' && email.value !== '',
  );
  const chosen =
    emails.find(email => email.primary === true) ??
    emails.find(email => email.type === 'work') ??
    emails[0];
  return chosen && optionalText(chosen, 'value');
}

function nameInFull(name: JsonObject): string | undefined {
  const parts = ['givenName', 'familyName'].flatMap(
    part => optionalText(name, part) ?? [],
  );
  return (
    optionalText(name, 'formatted') ??
    (parts.length > 0 ? fitting('name', parts.join(' ')) : undefined)
  );
}
