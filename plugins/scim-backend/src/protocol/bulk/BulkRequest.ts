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
import { ScimError } from '../errors';
import { isObject } from '../schema/normalizeValue';
import { requireMessage } from '../schema/requireSchema';
import { namedEntries, valueNamed } from '../schema/namedEntries';

const BULK_REQUEST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** How many operations one bulk request may have. */
export const MAX_BULK_OPERATIONS = 1000;

/** A bulk request (RFC 7644 §3.7). */
export interface BulkRequest {
  /** How many errors end it, from 1; it goes on to its end unless set. */
  failOnErrors?: number;
  /** As sent: each is checked in its turn, so that it fails alone. */
  operations: JsonObject[];
}

/**
 * Reads the body of a bulk request.
 *
 * @throws ScimError invalidSyntax if it is none, 413 if it has too many
 * operations
 */
export function parseBulkRequest(body: JsonObject): BulkRequest {
  requireMessage(BULK_REQUEST_SCHEMA, body);
  const operations = valueNamed(body, 'Operations');
  if (!Array.isArray(operations) || operations.length === 0) {
    throw ScimError.invalidSyntax(
      "'Operations' must be a list with at least one operation.",
    );
  }
  if (operations.length > MAX_BULK_OPERATIONS) {
    throw ScimError.tooLarge(
      `A bulk request has more than maxOperations (${MAX_BULK_OPERATIONS}); send several.`,
    );
  }
  if (!operations.every(isObject)) {
    throw ScimError.invalidSyntax('Each operation must be an object.');
  }
  // One that is too wide to be read could not be answered by itself.
  operations.forEach(operation => namedEntries(operation));
  return { operations, failOnErrors: readFailOnErrors(body) };
}

function readFailOnErrors(body: JsonObject): number | undefined {
  const value = valueNamed(body, 'failOnErrors') ?? undefined;
  if (value === undefined) {
    return undefined;
  }
  if (!Number.isSafeInteger(value) || Number(value) < 0) {
    throw ScimError.invalidValue(
      "'failOnErrors' must be a whole number from 0.",
    );
  }
  // No error ends it if there is none to wait for; some clients say so with 0.
  return Number(value) || undefined;
}
