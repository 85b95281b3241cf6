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

import { JsonObject, JsonValue } from '@backstage/types';
import { ScimError } from '../errors';
import type { Attribute } from './Attribute';
import { commonAttributes } from './commonAttributes';
import {
  isObject,
  knownEntries,
  normalizeValue,
  refuseReserved,
} from './normalizeValue';
import { requireSchema } from './requireSchema';
import { sameName } from './resolveAttribute';
import type { ResourceType } from './ResourceType';

/**
 * The resource that a client means by the body of a POST or a PUT: canonical
 * names, right types; without what is read-only, unknown (RFC 7644 §3.3), or
 * write-only, so that a password is checked and forgotten. `schemas` says what
 * the resource really has.
 *
 * @throws ScimError invalidSyntax if it is no resource of the type
 * @throws ScimError invalidValue if a value is not valid or missing, or there
 * are too many
 */
export function normalizeResource(
  type: ResourceType,
  body: unknown,
): JsonObject {
  if (!isObject(body)) {
    throw ScimError.invalidSyntax('The body must be a JSON object.');
  }
  requireSchema(type.schema.id, body);
  const resource: JsonObject = {};
  const attributes = [...commonAttributes, ...type.schema.attributes];
  // Some clients put core attributes into a container, as of an extension.
  for (const part of [extensionIn(body, type.schema.id) ?? {}, body]) {
    for (const [attribute, value] of knownEntries(part, attributes)) {
      if (attribute.name !== 'schemas') {
        keep(resource, attribute, value);
      }
    }
  }
  for (const extension of type.extensions) {
    const values = extensionIn(body, extension.id);
    if (values) {
      const kept: JsonObject = {};
      for (const [attribute, value] of knownEntries(
        values,
        extension.attributes,
      )) {
        keep(kept, attribute, value);
      }
      if (Object.keys(kept).length > 0) {
        resource[extension.id] = kept;
      }
    }
  }
  return completeResource(type, resource);
}

/**
 * The resource with the `schemas` that it uses.
 *
 * @throws ScimError invalidValue if a required attribute is missing
 */
export function completeResource(
  type: ResourceType,
  resource: JsonObject,
): JsonObject {
  for (const { name, required } of type.schema.attributes) {
    const value: JsonValue | undefined = resource[name];
    if (required && (typeof value !== 'string' || value.trim() === '')) {
      throw ScimError.invalidValue(
        `'${name}' is required and must not be empty.`,
      );
    }
  }
  const used = type.extensions.filter(({ id }) => Object.hasOwn(resource, id));
  return {
    ...resource,
    schemas: [type.schema.id, ...used.map(({ id }) => id)],
  };
}

function keep(target: JsonObject, attribute: Attribute, given: unknown): void {
  if (attribute.mutability === 'readOnly') {
    return;
  }
  const value = normalizeValue(attribute, given);
  if (value !== undefined && attribute.mutability !== 'writeOnly') {
    target[attribute.name] = value;
  }
}

function extensionIn(body: JsonObject, urn: string): JsonObject | undefined {
  for (const [name, value] of Object.entries(body)) {
    refuseReserved(name);
    if (sameName(name, urn) && value !== null && value !== undefined) {
      if (!isObject(value)) {
        throw ScimError.invalidValue(`'${urn}' must be an object.`);
      }
      return value;
    }
  }
  return undefined;
}
