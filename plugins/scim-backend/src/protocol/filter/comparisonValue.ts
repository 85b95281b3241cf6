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
import { ScimError } from '../errors';
import type { Attribute } from '../schema/Attribute';
import { readBoolean, readDateTime } from '../schema/readSimpleValue';
import type { Literal, Operator } from './Filter';

const TEXT_OPERATORS: readonly Operator[] = ['eq', 'ne', 'co', 'sw', 'ew'];

/**
 * What to compare an attribute with, in the form in which it is stored.
 *
 * @throws ScimError invalidFilter if operator or value do not fit the attribute
 */
export function comparisonValue(
  attribute: Attribute,
  operator: Operator,
  value: Exclude<Literal, null>,
): string | boolean {
  const { name, type, caseExact } = attribute;
  if (type === 'boolean') {
    const flag = readBoolean(value);
    if (flag === undefined || (operator !== 'eq' && operator !== 'ne')) {
      throw ScimError.invalidFilter(
        `'${name}' can only be compared by 'eq' or 'ne' with true or false.`,
      );
    }
    return flag;
  }
  if (typeof value !== 'string') {
    throw ScimError.invalidFilter(
      `'${name}' can only be compared with text in double quotes.`,
    );
  }
  if (type === 'binary' && !TEXT_OPERATORS.includes(operator)) {
    throw ScimError.invalidFilter(`'${name}' has no order.`);
  }
  if (type === 'dateTime') {
    const instant = readDateTime(value);
    const isPart = ['co', 'sw', 'ew'].includes(operator);
    if (instant === undefined && !isPart) {
      throw ScimError.invalidFilter(
        `'${name}' can only be compared with a time such as "2026-01-31T12:00:00Z".`,
      );
    }
    return isPart ? value : instant!;
  }
  return caseExact ? value : foldCase(value);
}
