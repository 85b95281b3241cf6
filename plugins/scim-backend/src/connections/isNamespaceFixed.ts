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

import { Knex } from 'knex';
import type { ConnectionRow } from '../database';

/**
 * Whether people or groups of a connection have entities in its namespace. They
 * would all get other names in another one.
 */
export async function isNamespaceFixed(
  tx: Knex,
  { id }: Pick<ConnectionRow, 'id'>,
): Promise<boolean> {
  const anybody =
    (await tx('users').where('connection_id', id).first('id')) ??
    (await tx('groups').where('connection_id', id).first('id'));
  return anybody !== undefined;
}
