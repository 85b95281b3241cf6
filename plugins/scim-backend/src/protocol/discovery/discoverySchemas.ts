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

import { Attribute, attribute, Schema } from '../schema/Attribute';

const readOnly = { mutability: 'readOnly' } as const;
const required = { ...readOnly, required: true } as const;

/** Something that the server can do or cannot do. */
function ability(
  name: string,
  description: string,
  ...details: Attribute[]
): Attribute {
  return attribute.complex(
    name,
    description,
    [
      attribute.boolean('supported', 'Whether it can be used.', required),
      ...details,
    ],
    required,
  );
}

const serviceProviderConfigSchema: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  name: 'ServiceProviderConfig',
  description: 'What the server can do',
  attributes: [
    attribute.reference(
      'documentationUri',
      'Where people read about the server.',
      ['external'],
      readOnly,
    ),
    ability('patch', 'PATCH.'),
    ability(
      'bulk',
      'Bulk requests.',
      attribute.integer(
        'maxOperations',
        'Operations in a request at most.',
        required,
      ),
      attribute.integer(
        'maxPayloadSize',
        'Bytes in a request at most.',
        required,
      ),
    ),
    ability(
      'filter',
      'Filters.',
      attribute.integer('maxResults', 'Resources in an answer.', required),
    ),
    attribute.complex(
      'pagination',
      'Ways to go through many resources.',
      [
        attribute.boolean('cursor', 'By cursor.', required),
        attribute.boolean('index', 'By index.', required),
        attribute.string('defaultPaginationMethod', 'Unless asked for.', {
          ...readOnly,
          canonicalValues: ['cursor', 'index'],
        }),
        attribute.integer(
          'defaultPageSize',
          'Resources on a page, unless asked for.',
          readOnly,
        ),
        attribute.integer(
          'maxPageSize',
          'Resources on a page at most.',
          readOnly,
        ),
      ],
      readOnly,
    ),
    ability('changePassword', 'Changes of passwords.'),
    ability('sort', 'Sorting.'),
    ability('etag', 'Entity tags.'),
    attribute.complex(
      'authenticationSchemes',
      'How clients say who they are.',
      [
        attribute.string('type', 'The kind of scheme.', {
          ...required,
          canonicalValues: [
            'oauth',
            'oauth2',
            'oauthbearertoken',
            'httpbasic',
            'httpdigest',
          ],
        }),
        attribute.string('name', 'Its name.', required),
        attribute.string('description', 'What it is.', required),
        attribute.reference(
          'specUri',
          'Where it is specified.',
          ['external'],
          readOnly,
        ),
        attribute.reference(
          'documentationUri',
          'Where people read how to use it.',
          ['external'],
          readOnly,
        ),
        attribute.boolean('primary', 'Whether it is preferred.', readOnly),
      ],
      { ...required, multiValued: true },
    ),
  ],
};

const resourceTypeSchema: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  name: 'ResourceType',
  description: 'A kind of resource that the server has',
  attributes: [
    attribute.string('id', 'The same as the name.', readOnly),
    attribute.string('name', 'Its name.', required),
    attribute.string('description', 'What it is.', readOnly),
    attribute.reference(
      'endpoint',
      'Its address, relative to the base URL.',
      ['uri'],
      required,
    ),
    attribute.reference('schema', 'The id of its core schema.', ['uri'], {
      ...required,
    }),
    attribute.complex(
      'schemaExtensions',
      'Further schemas that its resources may use.',
      [
        attribute.reference('schema', 'The id of the schema.', ['uri'], {
          ...required,
        }),
        attribute.boolean(
          'required',
          'Whether all of the resources use it.',
          required,
        ),
      ],
      { ...readOnly, multiValued: true },
    ),
  ],
};

/** What a schema says of an attribute, and of its parts. */
const characteristics: readonly Attribute[] = [
  attribute.string('name', 'Its name.', { ...required, caseExact: true }),
  attribute.string('type', 'What it holds.', {
    ...required,
    canonicalValues: [
      'string',
      'boolean',
      'decimal',
      'integer',
      'dateTime',
      'reference',
      'binary',
      'complex',
    ],
  }),
  attribute.boolean('multiValued', 'Whether it is a list.', required),
  attribute.string('description', 'What it is.', readOnly),
  attribute.boolean('required', 'Whether it must be there.', required),
  attribute.string('canonicalValues', 'Values that are usual.', {
    ...readOnly,
    multiValued: true,
  }),
  attribute.boolean(
    'caseExact',
    'Whether letter case matters in its text.',
    readOnly,
  ),
  attribute.string('mutability', 'Whether clients can write it.', {
    ...readOnly,
    canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  }),
  attribute.string('returned', 'When answers show it.', {
    ...readOnly,
    canonicalValues: ['always', 'never', 'default', 'request'],
  }),
  attribute.string('uniqueness', 'Whether others may have the value.', {
    ...readOnly,
    canonicalValues: ['none', 'server', 'global'],
  }),
  attribute.string('referenceTypes', 'What it may refer to.', {
    ...readOnly,
    multiValued: true,
  }),
];

const schemaSchema: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
  name: 'Schema',
  description: 'The attributes of resources',
  attributes: [
    attribute.reference('id', 'The URI of the schema.', ['uri'], required),
    attribute.string('name', 'Its name.', required),
    attribute.string('description', 'What it is.', readOnly),
    attribute.complex(
      'attributes',
      'The attributes.',
      [
        ...characteristics,
        attribute.complex(
          'subAttributes',
          'The parts of a complex attribute.',
          characteristics,
          { ...readOnly, multiValued: true },
        ),
      ],
      { ...required, multiValued: true },
    ),
  ],
};

/** The schemas of what discovery itself answers (RFC 7643 §8.7.2). */
export const discoverySchemas: readonly Schema[] = [
  serviceProviderConfigSchema,
  resourceTypeSchema,
  schemaSchema,
];
