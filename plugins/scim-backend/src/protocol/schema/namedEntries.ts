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
import { sameName } from './resolveAttribute';

/** How many names an object can have, those included that nobody knows. */
const MAX_NAMES = 1000;

/**
 * The entries of an object that a client sent, which may be as wide as a body
 * is long: going through 300,000 names takes half a second each time.
 *
 * @throws ScimError invalidValue if there are too many
 */
export function namedEntries(object: object): Array<[string, unknown]> {
  const entries = Object.entries(object);
  if (entries.length > MAX_NAMES) {
    throw ScimError.invalidValue(
      `An object of the body has more than ${MAX_NAMES} attributes.`,
    );
  }
  return entries;
}

/** The value of a name, which compares without case (RFC 7643 §2.1). */
export function valueNamed(object: object, name: string): unknown {
  return namedEntries(object).find(([key]) => sameName(key, name))?.[1];
}
