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

// All of ASCII, its control characters too.
// eslint-disable-next-line no-control-regex
const BEYOND_ASCII = /[^\u0000-\u007f]/;

/**
 * The form in which text that ignores letter case is compared and kept unique.
 * The one place that decides it: databases differ in what they take for lower
 * case (SQLite knows ASCII only), so they only ever compare what this returns.
 */
export function foldCase(value: string): string {
  if (!BEYOND_ASCII.test(value)) {
    return value.toLowerCase();
  }
  // A sigma at the end of a word has a form of its own, also in a part of it.
  return value
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC');
}

/**
 * The JSON text of a resource with every string folded; names stay as they
 * are. Stored as `resource_key`, for filters that ignore letter case.
 */
export function foldResource(resource: object): string {
  return JSON.stringify(resource, (_name, value) =>
    typeof value === 'string' ? foldCase(value) : value,
  );
}
