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

/** A boolean, also as text: Entra sends `"True"` and `"False"`. */
export function readBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') {
    return value;
  }
  switch (typeof value === 'string' && value.trim().toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return undefined;
  }
}

/** Whether text is Base64 (RFC 7643 §2.3.6), padded or not. */
export function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

const DATE_TIME =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/i;

/** A time (RFC 7643 §2.3.5) in UTC with milliseconds, as times are stored. */
export function readDateTime(value: unknown): string | undefined {
  const match = typeof value === 'string' ? DATE_TIME.exec(value) : undefined;
  if (!match) {
    return undefined;
  }
  const time = new Date(match[1] ? match[0] : `${match[0]}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
