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

import { createHash } from 'node:crypto';
import { ScimError } from '../errors';
import type { ListRequest } from './ListRequest';

/** Where a listing goes on. */
export interface CursorPosition {
  /** Which of the resource types listed, from 0. */
  part: number;
  /** Row id of the last resource shown, or, if sorted, how many were shown. */
  after: number;
}

/** The cursor of a position; good for the same question only. */
export function encodeCursor(
  wanted: ListRequest,
  { part, after }: CursorPosition,
): string {
  return Buffer.from(
    JSON.stringify([questionOf(wanted), part, after]),
  ).toString('base64url');
}

/**
 * The position of a cursor; the first one if it is empty (RFC 9865 §2).
 *
 * @throws ScimError invalidCursor
 */
export function decodeCursor(wanted: ListRequest): CursorPosition {
  if (!wanted.cursor) {
    return { part: 0, after: 0 };
  }
  try {
    const [question, part, after] = JSON.parse(
      Buffer.from(wanted.cursor, 'base64url').toString(),
    );
    if (
      question === questionOf(wanted) &&
      [part, after].every(each => Number.isInteger(each) && each >= 0) &&
      after <= 0x7fffffff
    ) {
      return { part, after };
    }
  } catch {
    // Not JSON; refused below.
  }
  throw new ScimError(
    400,
    'The cursor is not one of this listing; start again with an empty one.',
    'invalidCursor',
  );
}

function questionOf({ filter, sortBy, descending }: ListRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([filter, sortBy, descending]))
    .digest('base64url')
    .slice(0, 16);
}
