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
import type { Attribute, ResourceType, Schema } from '../schema';

/** A resource type as discovery shows it (RFC 7643 §6). */
export function describeResourceType(
  type: ResourceType,
  baseUrl: string,
): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: type.name,
    name: type.name,
    description: type.description,
    endpoint: type.endpoint,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ id }) => ({
      schema: id,
      required: false,
    })),
    meta: {
      resourceType: 'ResourceType',
      location: `${baseUrl}/ResourceTypes/${type.name}`,
    },
  };
}

/** A schema as discovery shows it (RFC 7643 §7). */
export function describeSchema(schema: Schema, baseUrl: string): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(describeAttribute),
    meta: {
      resourceType: 'Schema',
      location: `${baseUrl}/Schemas/${schema.id}`,
    },
  };
}

function describeAttribute(attribute: Attribute): JsonObject {
  return {
    name: attribute.name,
    type: attribute.type,
    multiValued: attribute.multiValued,
    description: attribute.description,
    required: attribute.required,
    caseExact: attribute.caseExact,
    mutability: attribute.mutability,
    returned: attribute.returned,
    uniqueness: attribute.uniqueness,
    ...(attribute.canonicalValues && {
      canonicalValues: [...attribute.canonicalValues],
    }),
    ...(attribute.referenceTypes && {
      referenceTypes: [...attribute.referenceTypes],
    }),
    ...(attribute.subAttributes && {
      subAttributes: attribute.subAttributes.map(describeAttribute),
    }),
  };
}
