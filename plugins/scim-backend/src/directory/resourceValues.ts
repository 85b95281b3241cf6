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

import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { foldCase } from '../database/foldCase';

/** The extension that says where somebody works and for whom. */
export const ENTERPRISE_USER =
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What an indexed column holds at most. */
const MAX_LENGTH = 255;

/** The string at `name` of a resource, or nothing if there is none. */
export function optionalText(
  resource: JsonObject,
  name: string,
): string | undefined {
  const value = resource[name];
  return typeof value === 'string' && value !== ''
    ? fitting(name, value)
    : undefined;
}

/** The string at `name` of a resource. */
export function requiredText(resource: JsonObject, name: string): string {
  const value = optionalText(resource, name);
  if (value === undefined || value.trim() === '') {
    throw new InputError(`'${name}' is required and must not be empty.`);
  }
  return value;
}

/** The object at `name` of a resource, empty if there is none. */
export function objectAt(resource: JsonObject, name: string): JsonObject {
  return asObject(resource[name]) ?? {};
}

/** The objects in the list at `name` of a resource. */
export function objectsAt(resource: JsonObject, name: string): JsonObject[] {
  const value = resource[name];
  return Array.isArray(value)
    ? value.map(asObject).filter(element => element !== undefined)
    : [];
}

/** Refuses what no column can hold, before the database does. */
export function fitting(name: string, value: string): string {
  if (value.length > MAX_LENGTH || foldCase(value).length > MAX_LENGTH) {
    throw new InputError(
      `'${name}' is longer than ${MAX_LENGTH} characters; shorten it.`,
    );
  }
  return value;
}

/**
 * In JSON text, the escapes that PostgreSQL cannot store: NUL, and halves of
 * surrogate pairs that stand alone.
 */
const UNSTORABLE = /(?:^|[^\\])(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** Refuses characters that PostgreSQL cannot store, anywhere in a resource. */
export function refuseUnstorable(resource: JsonObject): void {
  if (UNSTORABLE.test(JSON.stringify(resource))) {
    throw new InputError(
      'A value contains a NUL character or half of a surrogate pair; remove it.',
    );
  }
}

function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? value
    : undefined;
}
