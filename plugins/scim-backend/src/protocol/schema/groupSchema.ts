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

/** The core schema of groups. */
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** RFC 7643 §4.2. */
export const groupSchema: Schema = {
  id: GROUP_SCHEMA,
  name: 'Group',
  description: 'Group',
  attributes: [
    attribute.string('displayName', 'Unique name of the group.', {
      required: true,
      uniqueness: 'server',
      maxLength: 255,
    }),
    attribute.complex(
      'members',
      'The users and groups directly in the group.',
      [
        attribute.string('value', 'The id of the member.', {
          caseExact: true,
          mutability: 'immutable',
        }),
        attribute.reference(
          '$ref',
          'The address of the member.',
          ['User', 'Group'],
          { mutability: 'immutable' },
        ),
        attribute.string('type', 'Whether it is a user or a group.', {
          canonicalValues: ['User', 'Group'],
          mutability: 'immutable',
        }),
        attribute.string('display', 'The name of the member.', {
          caseExact: true,
          mutability: 'readOnly',
        }),
      ],
      { multiValued: true },
    ),
  ],
};
