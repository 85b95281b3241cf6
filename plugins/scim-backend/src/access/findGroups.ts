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
import { foldCase, type GroupRow } from '../database';
import { isResourceId } from '../directory';

/** Digits of an id that are enough to give instead of all of it. */
const SHORT_ID = /^[0-9a-f]{8}[0-9a-f-]{0,28}$/;

/**
 * The user groups that `reference` may mean: one, none, or the first two of
 * several. It is a display name, without case; else an id or its beginning of
 * eight characters or more, with or without `ug_` before it.
 */
export async function findGroups(
  tx: Knex,
  reference: string,
): Promise<GroupRow[]> {
  if (reference.includes('\0')) {
    return [];
  }
  const named = await tx<GroupRow>('groups').where({
    display_name_key: foldCase(reference),
  });
  // One that waits to be linked may have the name of the team it is meant for.
  const teams = named.filter(group => Boolean(group.linked));
  if (named.length > 0) {
    return teams.length > 0 ? teams : named;
  }
  const id = reference.toLowerCase().replace(/^ug_/, '');
  if (isResourceId(id)) {
    return tx<GroupRow>('groups').where({ uuid: id });
  }
  if (!SHORT_ID.test(id)) {
    return [];
  }
  return tx<GroupRow>('groups')
    .whereRaw('cast(uuid as text) like ?', [`${id}%`])
    .limit(2);
}
