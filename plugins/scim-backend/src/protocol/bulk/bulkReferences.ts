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
import { isObject } from '../schema/normalizeValue';

/** References stand no deeper than this in a resource or a PATCH. */
const MAX_DEPTH = 8;

/** Where in a text a resource is named that the same bulk request creates. */
const IN_TEXT = /(?<=^|["/])bulkId:([^"]+)/g;

/** The bulk ids that a text or the data of an operation refers to. */
export function referencesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  replaceTexts(value as JsonValue, name => {
    found.add(name);
    return undefined;
  });
  return found;
}

/** The same with the ids of the resources in place of their bulk ids. */
export function resolveReferences<T extends JsonValue | undefined>(
  value: T,
  ids: ReadonlyMap<string, string>,
): T {
  return replaceTexts(value, name => ids.get(name)) as T;
}

/**
 * The same without what refers to resources that are not there yet: elements of
 * lists, and attributes.
 */
export function withoutReferences(value: JsonObject): JsonObject {
  return stripped(value, 0) as JsonObject;
}

function replaceTexts(
  value: JsonValue | undefined,
  idOf: (bulkId: string) => string | undefined,
  name = 'value',
  depth = 0,
): JsonValue | undefined {
  if (typeof value === 'string') {
    return canRefer(name)
      ? value.replace(IN_TEXT, (whole, bulkId) => idOf(bulkId) ?? whole)
      : value;
  }
  if (depth > MAX_DEPTH || !value || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(
      element => replaceTexts(element, idOf, name, depth + 1) ?? null,
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      replaceTexts(part, idOf, key, depth + 1),
    ]),
  );
}

/** A display name may look like a reference without being one. */
function canRefer(name: string): boolean {
  return ['value', '$ref', 'path', 'members', 'manager'].includes(
    name.split(/[.:]/).at(-1)!.toLowerCase(),
  );
}

function stripped(
  value: JsonValue | undefined,
  depth: number,
): JsonValue | undefined {
  if (depth > MAX_DEPTH || !value || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value
      .filter(element => !refers(element))
      .map(element => stripped(element, depth + 1)) as JsonValue;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, part]) => !refers(part, key))
      .map(([key, part]) => [key, stripped(part, depth + 1)]),
  ) as JsonValue;
}

function refers(value: JsonValue | undefined, name = 'value'): boolean {
  if (isObject(value)) {
    return Object.entries(value).some(
      ([key, part]) =>
        typeof part === 'string' && canRefer(key) && mentions(part),
    );
  }
  return typeof value === 'string' && canRefer(name) && mentions(value);
}

function mentions(text: string): boolean {
  return text.search(IN_TEXT) >= 0;
}
