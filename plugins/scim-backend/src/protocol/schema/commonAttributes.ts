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

import { attribute, Attribute } from './Attribute';

const readOnly = { mutability: 'readOnly' } as const;

/** Of every resource, beside its schemas (RFC 7643 §3.1). */
export const commonAttributes: readonly Attribute[] = [
  attribute.reference(
    'schemas',
    'The schemas that the resource uses.',
    ['uri'],
    {
      multiValued: true,
      required: true,
      caseExact: false,
      returned: 'always',
    },
  ),
  attribute.string('id', 'Identifier that the server gives the resource.', {
    ...readOnly,
    caseExact: true,
    returned: 'always',
    uniqueness: 'server',
  }),
  attribute.string(
    'externalId',
    'Identifier that the identity provider gives the resource.',
    { caseExact: true, maxLength: 255 },
  ),
  attribute.complex(
    'meta',
    'What the server knows of the resource.',
    [
      attribute.string('resourceType', 'The name of the resource type.', {
        ...readOnly,
        caseExact: true,
      }),
      attribute.dateTime('created', 'When it was added.', readOnly),
      attribute.dateTime('lastModified', 'When it last changed.', readOnly),
      attribute.reference('location', 'Its address.', ['uri'], readOnly),
      attribute.string('version', 'Its version, as an entity tag.', {
        ...readOnly,
        caseExact: true,
      }),
    ],
    readOnly,
  ),
];
