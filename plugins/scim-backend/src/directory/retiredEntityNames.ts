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

interface RetiredNameRow {
  kind: 'user' | 'group';
  entity_name: string;
  owner_key: string;
  retired_at: string;
}

/**
 * Remembers the name that somebody or something had in the catalog, for good:
 * tokens and `spec.owner` still say it, and must not come to mean another.
 */
export async function retireEntityName(
  tx: Knex,
  retired: { kind: 'user' | 'group'; entityName: string; ownerKey: string },
): Promise<void> {
  await tx<RetiredNameRow>('retired_entity_names')
    .insert({
      kind: retired.kind,
      entity_name: retired.entityName,
      owner_key: retired.ownerKey,
      retired_at: new Date().toISOString(),
    })
    .onConflict(['kind', 'entity_name'])
    .merge();
}

/** Those of the names that belonged to somebody else than `ownerKey`. */
export async function namesRetiredByOthers(
  tx: Knex,
  kind: 'user' | 'group',
  names: string[],
  ownerKey: string,
): Promise<string[]> {
  return tx<RetiredNameRow>('retired_entity_names')
    .where({ kind })
    .whereIn('entity_name', names)
    .whereNot('owner_key', ownerKey)
    .pluck('entity_name');
}

/** Whether a user entity of this name stood for a person who was deleted. */
export async function isRetiredUser(
  tx: Knex,
  entityName: string,
): Promise<boolean> {
  const row = await tx<RetiredNameRow>('retired_entity_names')
    .where({ kind: 'user', entity_name: entityName })
    .first('entity_name');
  return row !== undefined;
}
