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

/** Control characters, and the marks that reorder the text around them. */
const unsafe = /[\p{Control}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * A name as it can be shown on a terminal. Names come from outside: an escape
 * sequence or a line break in one must not be able to forge a report.
 *
 * @public
 */
export function printable(name: string): string {
  return name.replace(
    unsafe,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
