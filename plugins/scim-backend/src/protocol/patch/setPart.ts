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
import type { Attribute } from '../schema/Attribute';
import { normalizeValue } from '../schema/normalizeValue';

/** A complex value with one of its parts set, or gone if there is no value. */
export function setPart(
  attribute: Attribute,
  whole: JsonObject,
  part: Attribute,
  value: unknown,
): JsonObject {
  const path = `${attribute.name}.${part.name}`;
  const normalized = normalizeValue(part, value, path);
  const { [part.name]: before, ...rest } = whole;
  if (normalized === undefined) {
    return rest;
  }
  if (part.name !== 'value' || before === normalized) {
    return { ...whole, [part.name]: normalized };
  }
  // An address does not outlive the id that it is the address of.
  const { $ref, ...others } = rest;
  return { ...others, [part.name]: normalized };
}
