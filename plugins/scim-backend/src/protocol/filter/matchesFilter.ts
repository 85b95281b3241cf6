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

import { foldCase } from '../../database';
import type { Attribute } from '../schema/Attribute';
import { readDateTime } from '../schema/readSimpleValue';
import type { ResourceType } from '../schema/ResourceType';
import { bindElementFilter, bindFilter } from './bindFilter';
import { BoundFilter, isImplicitlyFalse, Leaf } from './BoundFilter';
import type { Filter, Operator } from './Filter';

/**
 * Whether a resource fulfils a filter, as the database would say.
 *
 * @throws ScimError invalidFilter
 */
export function matchesFilter(
  filter: Filter,
  resource: unknown,
  type: ResourceType,
): boolean {
  return matchesBound(bindFilter(filter, type), resource);
}

/**
 * A test for the elements of a list.
 *
 * @throws ScimError invalidFilter
 */
export function elementMatcher(
  filter: Filter,
  attribute: Attribute,
): (element: unknown) => boolean {
  const bound = bindElementFilter(filter, attribute);
  return element => matchesBound(bound, element);
}

/** Whether a resource, or an element, fulfils a filter. */
export function matchesBound(filter: BoundFilter, subject: unknown): boolean {
  switch (filter.kind) {
    case 'constant':
      return filter.value;
    case 'and':
      return filter.terms.every(term => matchesBound(term, subject));
    case 'or':
      return filter.terms.some(term => matchesBound(term, subject));
    case 'not':
      return !matchesBound(filter.term, subject);
    case 'present':
      return isPresent(valueAt(subject, filter.leaf));
    case 'some':
      return elementsOf(valueAt(subject, filter.list)).some(element =>
        matchesBound(filter.where, element),
      );
    default:
      return compares(
        filter.leaf,
        valueAt(subject, filter.leaf),
        filter.operator,
        filter.value,
      );
  }
}

function valueAt(subject: unknown, { keys }: Leaf): unknown {
  return keys.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    subject,
  );
}

function elementsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  return value === undefined || value === null ? [] : [value];
}

function isPresent(value: unknown): boolean {
  if (value === undefined || value === null || value === '') {
    return false;
  }
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function compares(
  leaf: Leaf,
  value: unknown,
  operator: Exclude<Operator, 'ne'>,
  wanted: string | boolean,
): boolean {
  if (typeof wanted === 'boolean') {
    return (value ?? (isImplicitlyFalse(leaf) ? false : undefined)) === wanted;
  }
  const text = storedText(leaf.attribute, value);
  return text !== undefined && comparesText(text, operator, wanted);
}

function storedText(attribute: Attribute, value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  if (attribute.type === 'dateTime') {
    return readDateTime(value);
  }
  return attribute.caseExact ? value : foldCase(value);
}

function comparesText(
  text: string,
  operator: Exclude<Operator, 'ne'>,
  wanted: string,
): boolean {
  switch (operator) {
    case 'eq':
      return text === wanted;
    case 'co':
      return text.includes(wanted);
    case 'sw':
      return text.startsWith(wanted);
    case 'ew':
      return text.endsWith(wanted);
    default:
      return comparesInOrder(text, operator, wanted);
  }
}

function comparesInOrder(
  text: string,
  operator: 'gt' | 'ge' | 'lt' | 'le',
  wanted: string,
): boolean {
  // By code point, as databases compare; JavaScript compares UTF-16 units.
  const order = Buffer.compare(Buffer.from(text), Buffer.from(wanted));
  switch (operator) {
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    case 'lt':
      return order < 0;
    default:
      return order <= 0;
  }
}
