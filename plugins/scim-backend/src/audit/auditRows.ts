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

import { AuditEntry } from '@backstage-scim/plugin-scim-common';
import { createHmac } from 'node:crypto';

/** An entry as it is stored. */
export interface AuditRow {
  seq: number;
  at: string;
  actor: string;
  action: string;
  target: string | null;
  /** JSON. */
  detail: string;
  previous_hash: string;
  hash: string;
  /** Null in entries from before keys had names. */
  key_id: string | null;
}

/** The hash before the first entry. */
export const GENESIS = '0'.repeat(64);

/** The hash of an entry and, through the one before, of all before it. */
export function hashOf(
  row: Omit<AuditRow, 'hash' | 'key_id'>,
  key: string,
): string {
  const canonical = JSON.stringify([
    row.seq,
    row.at,
    row.actor,
    row.action,
    row.target,
    row.detail,
  ]);
  return createHmac('sha256', key)
    .update(row.previous_hash)
    .update(canonical)
    .digest('hex');
}

/** An entry as answers show it. */
export function toEntry(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    target: row.target ?? undefined,
    detail: parseDetail(row.detail),
    hash: row.hash,
    keyId: row.key_id ?? undefined,
  };
}

/** Somebody may have written nonsense there; the log must stay readable. */
function parseDetail(detail: string): AuditEntry['detail'] {
  try {
    const parsed = JSON.parse(detail);
    return typeof parsed === 'object' && parsed !== null
      ? parsed
      : { unreadable: detail };
  } catch {
    return { unreadable: detail };
  }
}
