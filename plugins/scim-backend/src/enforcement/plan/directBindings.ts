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

/**
 * The direct role bindings that enforcement removes: those of every person but
 * the exempt ones, active or not.
 *
 * @param exempt - ids of exempt people
 */
export function directBindings(
  tx: Knex,
  exempt: readonly number[],
): Knex.QueryBuilder {
  return tx('bindings')
    .whereNotNull('bindings.user_id')
    .whereNotIn('bindings.user_id', exempt);
}

/** The role bindings that enforcement leaves as they are. */
export function otherBindings(
  tx: Knex,
  exempt: readonly number[],
): Knex.QueryBuilder {
  return tx('bindings').where(other =>
    other.whereNull('user_id').orWhereIn('user_id', exempt),
  );
}
