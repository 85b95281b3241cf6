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

import { RootConfigService } from '@backstage/backend-plugin-api';
import { createHmac } from 'node:crypto';
import type {
  OrganizationRow,
  OrganizationSettings,
  ScimDatabase,
} from '../database';

/** A key of the audit log's chain. */
export interface AuditKey {
  /** Says which key it is without giving it away. */
  id: string;
  key: string;
  /**
   * False for the one in the database: whoever can write there knows it, so it
   * is not trusted any more once a configured one was used.
   */
  configured: boolean;
}

/** The keys that entries are, and were, signed with. */
export class AuditKeys {
  static async create(
    database: ScimDatabase,
    config: RootConfigService,
  ): Promise<AuditKeys> {
    const stored = toKey(await storedKey(database), false);
    const current = config.getOptionalString('scim.audit.key');
    const earlier = config.getOptionalStringArray('scim.audit.keys') ?? [];
    return new AuditKeys(current ? toKey(current, true) : stored, [
      ...earlier.map(key => toKey(key, true)),
      stored,
    ]);
  }

  private constructor(
    /** Signs new entries. */
    readonly current: AuditKey,
    private readonly others: AuditKey[],
  ) {}

  /**
   * The keys that an entry may be signed with.
   *
   * @param id - absent for entries from before keys had names
   */
  candidates(id: string | null): AuditKey[] {
    const all = [this.current, ...this.others];
    return id === null ? all : all.filter(key => key.id === id);
  }
}

function toKey(key: string, configured: boolean): AuditKey {
  const id = createHmac('sha256', key)
    .update('backstage-scim audit key')
    .digest('hex')
    .slice(0, 16);
  return { id, key, configured };
}

async function storedKey(database: ScimDatabase): Promise<string> {
  const row = await database
    .knex<OrganizationRow>('organization')
    .where({ id: 1 })
    .first('settings');
  if (!row) {
    throw new Error('The organization is missing from the database.');
  }
  const settings: OrganizationSettings = JSON.parse(row.settings);
  return settings.auditKey;
}
