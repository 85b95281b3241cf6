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
import type { BindingRow } from '../database';

/** The largest row id that PostgreSQL compares with an `integer`. */
const LARGEST_ROW = 2 ** 31 - 1;

/**
 * The id of a role binding: a UUID of version 8 (RFC 9562, section 5.8). Its
 * first 48 bits are the row, the others a digest of what never changes in it.
 * So no column and no index keep it, which undoing an enforcement would have to
 * write for every binding, and a mistyped one still names nothing.
 */
export function bindingId(
  row: Pick<BindingRow, 'id' | 'resource_id' | 'role' | 'created_at'>,
): string {
  const id = row.id.toString(16).padStart(12, '0');
  const digest = createHash('sha256')
    .update(JSON.stringify([row.id, row.resource_id, row.role, row.created_at]))
    .digest('hex');
  return [
    id.slice(0, 8),
    id.slice(8),
    `8${digest.slice(0, 3)}`,
    // A first digit of 8 says that RFC 9562 lays the bits out.
    `8${digest.slice(3, 6)}`,
    digest.slice(6, 18),
  ].join('-');
}

/**
 * The only row that can have an id.
 *
 * @param id - has the form of a UUID
 */
export function rowOfBindingId(id: string): number | undefined {
  const row = parseInt(`${id.slice(0, 8)}${id.slice(9, 13)}`, 16);
  return row <= LARGEST_ROW ? row : undefined;
}
