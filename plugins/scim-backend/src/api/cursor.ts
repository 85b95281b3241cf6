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

import { InputError } from '@backstage/errors';
import { Page } from '@backstage-scim/plugin-scim-common';
import type { Position, Slice, Sliced } from '../access';

/** The kind of each value of a listing's position. */
export type Shape = ReadonlyArray<'string' | 'number'>;

/** What every listing takes; checked against openapi.yaml before it gets here. */
export interface PageParameters {
  cursor?: string;
  limit?: number;
  search?: string;
}

const DEFAULT_LIMIT = 50;

/** The largest integer of a column; PostgreSQL refuses to compare larger ones. */
const LARGEST_INTEGER = 2 ** 31 - 1;

/**
 * The slice of a listing that a request asks for.
 *
 * @param shape - of the listing's positions
 * @throws InputError if the cursor is not one of this listing
 */
export function toSlice(query: PageParameters, shape: Shape): Slice {
  const { cursor, limit = DEFAULT_LIMIT, search } = query;
  return {
    after: cursor === undefined ? undefined : decode(cursor, shape),
    limit,
    search,
  };
}

/** The answer that holds a slice of a listing. */
export function toPage<T>(slice: Sliced<T>): Page<T> {
  const { items, totalItems, next } = slice;
  return {
    items,
    totalItems,
    nextCursor: next && Buffer.from(JSON.stringify(next)).toString('base64url'),
  };
}

function decode(cursor: string, shape: Shape): Position {
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    position = undefined;
  }
  if (
    !Array.isArray(position) ||
    position.length !== shape.length ||
    !position.every((value, index) => isOf(shape[index], value))
  ) {
    throw new InputError(
      'The cursor is not one of this listing; start again without it.',
    );
  }
  return position;
}

function isOf(kind: Shape[number], value: unknown): boolean {
  return kind === 'number'
    ? Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INTEGER
    : // PostgreSQL takes no NUL in texts.
      typeof value === 'string' && !value.includes('\0');
}
