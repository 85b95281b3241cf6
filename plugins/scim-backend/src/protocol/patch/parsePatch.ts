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
import { isObject } from '../schema/normalizeValue';
import { requireMessage } from '../schema/requireSchema';
import { valueNamed } from '../schema/namedEntries';

/** The schema of PATCH bodies (RFC 7644 §3.5.2). */
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** How many operations a PATCH may have. */
export const MAX_PATCH_OPERATIONS = 2000;

/** One operation of a PATCH. */
export interface PatchOperation {
  op: 'add' | 'remove' | 'replace';
  path?: string;
  value?: unknown;
}

/**
 * Reads the body of a PATCH. Names and operations compare without case.
 *
 * @throws ScimError invalidSyntax if it is no PATCH
 */
export function parsePatch(body: unknown): PatchOperation[] {
  if (!isObject(body)) {
    throw ScimError.invalidSyntax('The body must be a JSON object.');
  }
  requireMessage(PATCH_SCHEMA, body);
  const operations = valueNamed(body, 'Operations');
  if (!Array.isArray(operations) || operations.length === 0) {
    throw ScimError.invalidSyntax(
      "'Operations' must be a list with at least one operation.",
    );
  }
  if (operations.length > MAX_PATCH_OPERATIONS) {
    throw ScimError.tooLarge(
      `A PATCH can have at most ${MAX_PATCH_OPERATIONS} operations; send several.`,
    );
  }
  return operations.map(parseOperation);
}

function parseOperation(operation: unknown): PatchOperation {
  if (!isObject(operation)) {
    throw ScimError.invalidSyntax('Each operation must be an object.');
  }
  const written = valueNamed(operation, 'op');
  const op = typeof written === 'string' ? written.toLowerCase() : undefined;
  if (op !== 'add' && op !== 'remove' && op !== 'replace') {
    throw ScimError.invalidSyntax("'op' must be 'add', 'remove' or 'replace'.");
  }
  const path = valueNamed(operation, 'path') ?? undefined;
  if (path !== undefined && typeof path !== 'string') {
    throw ScimError.invalidPath("'path' must be text.");
  }
  const value = valueNamed(operation, 'value');
  if (path === undefined && op === 'remove') {
    throw ScimError.noTarget("'remove' needs a 'path'.");
  }
  if (value === undefined && op !== 'remove') {
    throw ScimError.invalidValue(`'${op}' needs a 'value'.`);
  }
  return { op, path, value };
}
