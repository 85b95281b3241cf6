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

import { IncomingHttpHeaders } from 'node:http';
import { ScimError } from '../errors';

/** The headers in which a client says what it knows. */
export type Preconditions = Pick<
  IncomingHttpHeaders,
  'if-match' | 'if-none-match'
>;

/** The entity tag of a version (RFC 7644 §3.14). */
export function entityTag(version: number): string {
  return `W/"${version}"`;
}

/**
 * Lets a write through only if the resource is as the client knows it.
 *
 * @throws ScimError 412 if it is not
 */
export function requireCurrent(
  preconditions: Preconditions,
  version: number,
): void {
  const wanted = preconditions['if-match'];
  const unwanted = preconditions['if-none-match'];
  if (
    (wanted !== undefined && !matches(wanted, version)) ||
    (unwanted !== undefined && matches(unwanted, version))
  ) {
    throw ScimError.preconditionFailed(
      'The resource has changed since you read it; read it again.',
    );
  }
}

/** Whether the client already has this version. */
export function isUnchanged(
  preconditions: Preconditions,
  version: number,
): boolean {
  const known = preconditions['if-none-match'];
  return known !== undefined && matches(known, version);
}

/** Tags compare weakly: `"1"` and `W/"1"` are the same to us. */
function matches(header: string, version: number): boolean {
  return header
    .split(',')
    .map(tag => tag.trim().replace(/^W\//, ''))
    .some(tag => tag === '*' || tag === `"${version}"`);
}
