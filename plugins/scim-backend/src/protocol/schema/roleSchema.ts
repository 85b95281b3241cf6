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

import { attribute, Schema } from './Attribute';

/** The core schema of portal roles; the RFCs have none. */
export const ROLE_SCHEMA = 'urn:ietf:params:scim:schemas:backstage:2.0:Role';

const immutable = { mutability: 'immutable' } as const;

/** Roles are made in the portal; who holds them can be read and changed. */
export const roleSchema: Schema = {
  id: ROLE_SCHEMA,
  name: 'Role',
  description: 'Role of the portal',
  attributes: [
    attribute.string('displayName', 'Unique name of the role.', {
      ...immutable,
      required: true,
      uniqueness: 'server',
      maxLength: 255,
    }),
    attribute.complex(
      'members',
      'The users who hold the role.',
      [
        attribute.string('value', 'The id of the user.', {
          ...immutable,
          caseExact: true,
        }),
        attribute.reference('$ref', 'The address of the user.', ['User'], {
          ...immutable,
        }),
        attribute.string('type', 'Always a user.', {
          ...immutable,
          canonicalValues: ['User'],
        }),
        attribute.string('display', 'The name of the user.', {
          caseExact: true,
          mutability: 'readOnly',
        }),
      ],
      { multiValued: true },
    ),
  ],
};
