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
import { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { foldCase } from '../database';
import { fitting, objectsAt } from './resourceValues';
import { slices } from './slices';
import type { StoredUser } from './storedRows';

/**
 * Keeps the table in which people are found by any of their email addresses in
 * line with what is stored of them.
 *
 * @param before - what was stored; absent for somebody new
 */
export async function storeEmails(
  tx: Knex,
  user: StoredUser,
  before?: StoredUser,
): Promise<void> {
  const values = emailKeys(user.resource);
  const known = before ? emailKeys(before.resource) : [];
  if (isDeepStrictEqual(values, known)) {
    return;
  }
  if (known.length > 0) {
    await tx('user_emails').where({ user_id: user.id }).delete();
  }
  for (const slice of slices(values, 500)) {
    await tx('user_emails').insert(
      slice.map(value => ({ value_key: value, user_id: user.id })),
    );
  }
}

function emailKeys(resource: JsonObject): string[] {
  const keys = objectsAt(resource, 'emails').flatMap(({ value }) =>
    typeof value === 'string' && value !== ''
      ? [foldCase(fitting('emails.value', value))]
      : [],
  );
  return [...new Set(keys)];
}
