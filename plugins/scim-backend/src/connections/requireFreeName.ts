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

import { ConflictError, InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { foldCase } from '../database';

/**
 * @throws InputError if no connection can have this name, ConflictError if
 * another one has it
 */
export async function requireFreeName(tx: Knex, name: string): Promise<void> {
  const wanted = foldCase(name.trim());
  if (wanted === '' || /\p{Cc}/u.test(name)) {
    throw new InputError(
      "The 'name' of a connection must have letters, and no control characters.",
    );
  }
  const names: string[] = await tx('connections').pluck('name');
  if (names.some(one => foldCase(one) === wanted)) {
    throw new ConflictError(
      `There is a connection named '${name.trim()}' already.`,
    );
  }
}
