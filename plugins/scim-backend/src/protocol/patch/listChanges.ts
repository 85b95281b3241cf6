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
import { elementMatcher, Filter } from '../filter';
import type { Attribute } from '../schema/Attribute';
import {
  isObject,
  MAX_ELEMENTS,
  mergeSame,
  normalizeElement,
  normalizeValue,
} from '../schema/normalizeValue';
import { findAttribute } from '../schema/resolveAttribute';
import type { PatchOperation } from './parsePatch';
import { nameOfTarget, PatchTarget } from './PatchTarget';
import { setPart } from './setPart';

/** The elements of a list after an operation on it. */
export function changeList(
  op: PatchOperation['op'],
  target: PatchTarget,
  value: unknown,
  present: readonly JsonObject[],
): JsonObject[] {
  const written = new Set<JsonObject>();
  const changed = change(op, target, value, present, element => {
    written.add(element);
    return element;
  }).filter(element => element.value !== '' && Object.keys(element).length > 0);
  const elements = mergeSame(changed, (one, other, both) => {
    if (written.has(one) || written.has(other)) {
      written.add(both);
    }
  });
  if (elements.length > MAX_ELEMENTS) {
    throw ScimError.invalidValue(
      `'${target.attribute.name}' has more than ${MAX_ELEMENTS} elements.`,
    );
  }
  return onePrimary(elements, written, target);
}

type Mark = (element: JsonObject) => JsonObject;

function change(
  op: PatchOperation['op'],
  target: PatchTarget,
  value: unknown,
  present: readonly JsonObject[],
  mark: Mark,
): JsonObject[] {
  if (target.where || target.sub) {
    return changeElements(op, target, value, present, mark);
  }
  if (op === 'remove' && (value === undefined || value === null)) {
    return [];
  }
  const given = (normalizeValue(target.attribute, value) ?? []) as JsonObject[];
  switch (op) {
    case 'replace':
      return given.map(mark);
    case 'remove':
      return present.filter(
        element => !given.some(wanted => includes(element, wanted)),
      );
    default:
      return addMissing(present, given, mark);
  }
}

function changeElements(
  op: PatchOperation['op'],
  target: PatchTarget,
  value: unknown,
  present: readonly JsonObject[],
  mark: Mark,
): JsonObject[] {
  const { attribute, sub, where } = target;
  const matches = where ? elementMatcher(where, attribute) : () => true;
  const matching = new Set(present.filter(matches));
  if (op === 'remove') {
    return present.flatMap(element => {
      if (!matching.has(element)) {
        return [element];
      }
      return sub ? withoutPart(element, sub) : [];
    });
  }
  if (matching.size === 0) {
    return [...present, mark(newElement(op, target, value))];
  }
  return present.map(element =>
    matching.has(element)
      ? mark(changedElement(op, target, element, value))
      : element,
  );
}

function changedElement(
  op: PatchOperation['op'],
  { attribute, sub, where }: PatchTarget,
  element: JsonObject,
  value: unknown,
): JsonObject {
  if (sub) {
    return setPart(attribute, element, sub, value);
  }
  const given = wholeElement(attribute, value);
  return op === 'add'
    ? { ...element, ...given }
    : { ...(where && saidBy(where, attribute)), ...given };
}

/**
 * What an operation makes where no element matches. To replace one is an error
 * then (RFC 7644 §3.5.2.3), but for the usual types: Entra writes
 * `emails[type eq "work"].value` also where there is no such address yet.
 */
function newElement(
  op: PatchOperation['op'],
  target: PatchTarget,
  value: unknown,
): JsonObject {
  const { attribute, sub, where } = target;
  const said = where ? saidBy(where, attribute) : {};
  if (!said || (op === 'replace' && !(sub && isUsualType(attribute, said)))) {
    throw ScimError.noTarget(
      `No element of '${attribute.name}' matches the filter in the path.`,
    );
  }
  return sub
    ? setPart(attribute, said, sub, value)
    : { ...said, ...wholeElement(attribute, value) };
}

/** Whether a filter means nothing but a type that elements usually have. */
function isUsualType(attribute: Attribute, said: JsonObject): boolean {
  const { type, ...others } = said;
  const usual = findAttribute(
    attribute.subAttributes ?? [],
    'type',
  )?.canonicalValues;
  return (
    Object.keys(others).length === 0 &&
    (type === undefined ||
      usual === undefined ||
      // As Entra calls addresses without type.
      [...usual, 'untyped'].includes(String(type).toLowerCase()))
  );
}

/** The parts that a filter made of `eq` alone says; else nothing. */
function saidBy(where: Filter, attribute: Attribute): JsonObject | undefined {
  if (where.kind === 'and') {
    const parts = where.terms.map(term => saidBy(term, attribute));
    return parts.every(part => part !== undefined)
      ? Object.assign({}, ...parts)
      : undefined;
  }
  if (where.kind !== 'compare' || where.operator !== 'eq') {
    return undefined;
  }
  const part = findAttribute(
    attribute.subAttributes ?? [],
    where.path.path.name,
  );
  const value = part && normalizeElement(part, where.value);
  return part && value !== undefined ? { [part.name]: value } : undefined;
}

function wholeElement(attribute: Attribute, value: unknown): JsonObject {
  const element = normalizeElement(attribute, value);
  if (!isObject(element)) {
    throw ScimError.invalidValue(`'${attribute.name}' needs an element.`);
  }
  return element;
}

/** An element is nothing without its value. */
function withoutPart(element: JsonObject, part: Attribute): JsonObject[] {
  const { [part.name]: removed, ...rest } = element;
  const isLeft = part.name !== 'value' && Object.keys(rest).length > 0;
  return isLeft ? [rest] : [];
}

function addMissing(
  present: readonly JsonObject[],
  given: readonly JsonObject[],
  mark: Mark,
): JsonObject[] {
  const known = new Set(present.map(keyOf));
  const added = given.filter(element => {
    const key = keyOf(element);
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
  return [...present, ...added.map(mark)];
}

/** Equal for equal elements, in whichever order their parts stand. */
function keyOf(element: JsonObject): string {
  return JSON.stringify(
    Object.entries(element).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

function includes(element: JsonObject, wanted: JsonObject): boolean {
  return Object.entries(wanted).every(
    ([name, value]: [string, JsonValue | undefined]) => element[name] === value,
  );
}

/** A new primary element takes over from the one before (RFC 7644 §3.5.2). */
function onePrimary(
  elements: JsonObject[],
  written: ReadonlySet<JsonObject>,
  target: PatchTarget,
): JsonObject[] {
  const chosen = elements.filter(
    element => element.primary === true && written.has(element),
  );
  if (chosen.length === 0) {
    return elements;
  }
  if (chosen.length > 1) {
    throw ScimError.invalidValue(
      `'${nameOfTarget(target)}' would make several elements primary.`,
    );
  }
  return elements.map(element =>
    element.primary === true && element !== chosen[0]
      ? { ...element, primary: false }
      : element,
  );
}
