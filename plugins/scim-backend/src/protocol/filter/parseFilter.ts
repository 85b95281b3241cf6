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

import { ScimError } from '../errors';
import type { Filter, ValuePath } from './Filter';
import { FilterParser } from './FilterParser';

/**
 * Reads a filter (RFC 7644 §3.4.2.2).
 *
 * @throws ScimError invalidFilter
 */
export function parseFilter(text: string): Filter {
  return new FilterParser(text, detail =>
    ScimError.invalidFilter(`The filter is not valid. ${detail}`),
  ).filter();
}

/**
 * Reads the path of a PATCH operation or of `sortBy`: `attr`, `attr.sub`,
 * `attr[filter]`, `attr[filter].sub`, each also with the URN of its schema.
 *
 * @param refuse - what is wrong outside of a PATCH, which alone has `invalidPath`
 * (RFC 7644 §3.12)
 * @throws ScimError invalidPath
 */
export function parsePath(
  text: string,
  refuse = ScimError.invalidPath,
): ValuePath {
  return new FilterParser(text, detail =>
    refuse(`The path '${shorten(text)}' is not valid. ${detail}`),
  ).path();
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
