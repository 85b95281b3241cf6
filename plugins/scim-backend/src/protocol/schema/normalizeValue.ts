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
import { foldCase } from '../../database';
import { ScimError } from '../errors';
import type { Attribute } from './Attribute';
import { namedEntries } from './namedEntries';
import { isBase64, readBoolean, readDateTime } from './readSimpleValue';
import { findAttribute } from './resolveAttribute';

/** How many elements a list holds at most; members are no such list. */
export const MAX_ELEMENTS = 200;

/** NUL, and halves of surrogate pairs that stand alone: nothing stores them. */
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000\uD800-\uDFFF]/u;

const RESERVED = ['__proto__', 'constructor', 'prototype'];

/**
 * A value of an attribute as it is kept: canonical names, right types, no
 * unknown parts. Nothing if there is none: null, `[]`, and objects without a
 * part mean the same as being absent (RFC 7643 §2.5).
 *
 * @throws ScimError invalidValue, naming the attribute
 */
export function normalizeValue(
  attribute: Attribute,
  value: unknown,
  path: string = attribute.name,
): JsonValue | undefined {
  if (!attribute.multiValued) {
    return normalizeElement(attribute, value, path);
  }
  const given = Array.isArray(value) ? value : [value];
  if (attribute.name !== 'members' && given.length > MAX_ELEMENTS) {
    throw ScimError.invalidValue(
      `'${path}' has more than ${MAX_ELEMENTS} elements.`,
    );
  }
  const elements = mergeSame(
    given
      .map(element => normalizeElement(attribute, element, path))
      .filter((element): element is JsonValue => element !== undefined),
  );
  refuseSeveralPrimary(elements, path);
  return elements.length > 0 ? elements : undefined;
}

/**
 * Elements of the same type and value are one, with the parts of all of them
 * (RFC 7643 §2.4); what a later one says has precedence.
 *
 * @param onMerge - hears which two have become which one
 */
export function mergeSame<T extends JsonValue>(
  elements: readonly T[],
  onMerge?: (one: T, other: T, both: T) => void,
): T[] {
  const merged = new Map<unknown, T>();
  elements.forEach((element, position) => {
    const hasValue = isObject(element) && element.value !== undefined;
    const key = hasValue
      ? JSON.stringify([element.type, element.value])
      : position;
    const same = merged.get(key);
    const both =
      same === undefined ? element : { ...Object(same), ...Object(element) };
    if (same !== undefined) {
      onMerge?.(same, element, both);
    }
    merged.set(key, both);
  });
  return [...merged.values()];
}

/** One value: of an attribute that has one, or an element of a list. */
export function normalizeElement(
  attribute: Attribute,
  given: unknown,
  path: string = attribute.name,
): JsonValue | undefined {
  const value = unwrapped(given);
  if (value === null || value === undefined) {
    return undefined;
  }
  switch (attribute.type) {
    case 'complex':
      return normalizeComplex(attribute, value, path);
    case 'boolean':
      return readBoolean(value) ?? refuse(path, 'must be true or false', value);
    case 'dateTime':
      return (
        readDateTime(value) ??
        refuse(path, 'must be a time such as "2026-01-31T12:00:00Z"', value)
      );
    case 'binary':
      return normalizeBinary(attribute, value, path);
    default:
      return normalizeText(attribute, value, path);
  }
}

/**
 * The entries of an object by canonical name, without those that no attribute
 * has. Names compare without case (RFC 7643 §2.1).
 */
export function knownEntries(
  object: object,
  attributes: readonly Attribute[],
): Array<[attribute: Attribute, value: unknown]> {
  const entries = new Map<Attribute, unknown>();
  for (const [name, value] of namedEntries(object)) {
    refuseReserved(name);
    const attribute = findAttribute(attributes, name);
    if (attribute) {
      entries.set(attribute, value);
    }
  }
  return [...entries];
}

/** Refuses names that mean something to JavaScript itself. */
export function refuseReserved(name: string): void {
  if (RESERVED.includes(name.toLowerCase())) {
    throw ScimError.invalidValue(`'${name}' cannot be the name of anything.`);
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Entra sends some single values as a list of one. */
function unwrapped(value: unknown): unknown {
  if (!Array.isArray(value) || value.length > 1) {
    return value;
  }
  return value[0];
}

function normalizeComplex(
  attribute: Attribute,
  value: unknown,
  path: string,
): JsonObject | undefined {
  const parts = attribute.subAttributes ?? [];
  if (!isObject(value)) {
    const main = findAttribute(parts, 'value');
    if (!main || typeof value === 'object') {
      return refuse(path, 'must be an object', value);
    }
    // Entra sends the manager as a bare id, and "" to say that there is none.
    return value === ''
      ? undefined
      : normalizeComplex(attribute, { [main.name]: value }, path);
  }
  const normalized: JsonObject = {};
  for (const [part, partValue] of knownEntries(value, parts)) {
    if (part.mutability !== 'readOnly') {
      const kept = normalizeValue(part, partValue, `${path}.${part.name}`);
      if (kept !== undefined) {
        normalized[part.name] = kept;
      }
    }
  }
  return saysSomething(attribute, normalized) ? normalized : undefined;
}

/** Entra clears with an empty value: `{"value": ""}` is no manager. */
function saysSomething(attribute: Attribute, value: JsonObject): boolean {
  const names = Object.keys(value);
  return attribute.multiValued
    ? names.length > 0 && value.value !== ''
    : names.some(name => name !== 'value' || value[name] !== '');
}

function normalizeBinary(
  attribute: Attribute,
  value: unknown,
  path: string,
): string {
  const text = normalizeText(attribute, value, path);
  if (!isBase64(text)) {
    throw ScimError.invalidValue(`'${path}' must be binary data in Base64.`);
  }
  return text;
}

function normalizeText(
  attribute: Attribute,
  value: unknown,
  path: string,
): string {
  if (typeof value !== 'string') {
    return refuse(path, 'must be text', value);
  }
  const length = Math.max(value.length, foldCase(value).length);
  if (length > attribute.maxLength) {
    throw ScimError.invalidValue(
      `'${path}' is longer than ${attribute.maxLength} characters; shorten it.`,
    );
  }
  if (UNSTORABLE.test(value)) {
    throw ScimError.invalidValue(
      `'${path}' has a NUL character or half of a surrogate pair; remove it.`,
    );
  }
  return value;
}

function refuseSeveralPrimary(elements: JsonValue[], path: string): void {
  const primary = elements.filter(
    element => isObject(element) && element.primary === true,
  );
  if (primary.length > 1) {
    throw ScimError.invalidValue(
      `'${path}' has several primary elements; at most one can be.`,
    );
  }
}

function refuse(path: string, rule: string, value: unknown): never {
  const kind = Array.isArray(value) ? 'a list' : typeof value;
  throw ScimError.invalidValue(`'${path}' ${rule}, not ${kind}.`);
}
