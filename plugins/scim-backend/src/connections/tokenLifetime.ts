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

const DAY = 86_400_000;

/** How long before its end a token is said to expire soon. */
const WARNING = 14 * DAY;

/** Whether a token no longer counts. */
export function isExpired(expiresAt: string | null): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now();
}

/** Whether it is time to rotate a token. */
export function expiresSoon(expiresAt: string): boolean {
  return Date.parse(expiresAt) - WARNING <= Date.now();
}

/** When a token expires that is issued now. */
export function expiryIn(days: number | undefined): string | null {
  return days === undefined
    ? null
    : new Date(Date.now() + days * DAY).toISOString();
}
