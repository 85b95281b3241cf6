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

import { JsonValue } from '@backstage/types';

/** Names behind which secrets are kept. */
const SECRET =
  /passw|secret|token|credential|authorization|private|assertion|certificate/i;

const REDACTED = '[redacted]';

/** What is kept of a request, so that a large one costs no more than a small. */
const MAX_TEXT = 4_000;
const MAX_VALUE = 200;
const MAX_ITEMS = 20;
const MAX_DEPTH = 8;

/** A request's body for the record: without secrets, cut off when long. */
export function redactBody(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) {
    return undefined;
  }
  if (Object.keys(body).length === 0) {
    return undefined;
  }
  return cut(JSON.stringify(redact(body as JsonValue, 0), null, 2), MAX_TEXT);
}

/** A request's path for the record: what it filters by may be a secret. */
export function redactPath(path: string): string {
  const [address, query] = path.split('?');
  return cut(
    query !== undefined && SECRET.test(query) ? `${address}?${REDACTED}` : path,
    1_000,
  );
}

/** Why a request was refused, for the record: the sentence may quote from it. */
export function redactDetail(detail: string | undefined): string {
  return cut(detail ?? '', 2_000);
}

function redact(value: JsonValue | undefined, depth: number): JsonValue {
  if (typeof value === 'string') {
    return cut(value, MAX_VALUE);
  }
  if (typeof value !== 'object' || value === null) {
    return value ?? null;
  }
  if (depth >= MAX_DEPTH) {
    return '…';
  }
  if (Array.isArray(value)) {
    const kept = value.slice(0, MAX_ITEMS).map(item => redact(item, depth + 1));
    const left = value.length - kept.length;
    return left > 0 ? [...kept, `… and ${left} more`] : kept;
  }
  // A PATCH names what it changes beside the value.
  const means = typeof value.path === 'string' && SECRET.test(value.path);
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS * 5)
      .map(([name, item]) => [
        cut(name, MAX_VALUE),
        SECRET.test(name) || (means && name === 'value')
          ? REDACTED
          : redact(item, depth + 1),
      ]),
  );
}

function cut(text: string, length: number): string {
  // PostgreSQL takes no NUL in a text.
  const plain = text.replaceAll('\0', '\uFFFD').replaceAll('\\u0000', '\uFFFD');
  return plain.length > length ? `${plain.slice(0, length)}…` : plain;
}
