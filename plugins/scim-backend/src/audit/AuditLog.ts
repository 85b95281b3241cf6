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

import {
  AuditorService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { createHmac } from 'node:crypto';
import { Knex } from 'knex';
import type {
  OrganizationChange,
  OrganizationRow,
  OrganizationSettings,
  ScimDatabase,
} from '../database';

/** Something that was done, as it is told to the audit log. */
export interface AuditRecord {
  /** `user:default/mara`, `service:<subject>` or `connection:<name>`. */
  actor: string;
  /** `area.verb`, e.g. `access.import`. */
  action: string;
  /** What it was done to. */
  target?: string;
  detail?: JsonObject;
}

/** An entry of the audit log. */
export interface AuditEntry extends AuditRecord {
  /** Position in the log, from 1, without gaps. */
  seq: number;
  /** ISO 8601. */
  at: string;
  detail: JsonObject;
  /** Hash of this entry and, through the entry before, of all before it. */
  hash: string;
}

/** What a check of the whole log found. */
export interface AuditVerification {
  /** True if every entry is as it was written. */
  intact: boolean;
  /** Number of entries looked at. */
  entries: number;
  /** Hash of the last good entry. Keep it elsewhere to notice a cut tail. */
  head: string;
  /** The first entry that is not as it was written. */
  firstBad?: { seq: number; reason: string };
}

interface AuditRow {
  seq: number;
  at: string;
  actor: string;
  action: string;
  target: string | null;
  detail: string;
  previous_hash: string;
  hash: string;
}

/** The hash before the first entry. */
const GENESIS = '0'.repeat(64);

/** Entries read at a time by a check. */
const SLICE = 1000;

/**
 * The log of everything that was done. Each entry's hash covers the hash before
 * it, keyed, so that no entry can be changed or taken out unnoticed.
 */
export class AuditLog {
  static async create(options: {
    database: ScimDatabase;
    config: RootConfigService;
    /** Is told every entry once it is committed. */
    auditor?: AuditorService;
  }): Promise<AuditLog> {
    const { database, config, auditor } = options;
    const key =
      config.getOptionalString('scim.audit.key') ?? (await storedKey(database));
    return new AuditLog(database, key, auditor);
  }

  private constructor(
    private readonly database: ScimDatabase,
    private readonly key: string,
    private readonly auditor?: AuditorService,
  ) {}

  /**
   * Writes an entry, as part of the write that it tells of. Does not raise the
   * revision by itself.
   */
  async record(change: OrganizationChange, entry: AuditRecord): Promise<void> {
    const { tx } = change;
    // A write holds the organization's row, so nobody else adds an entry now.
    const last = await tx<AuditRow>('audit_log')
      .orderBy('seq', 'desc')
      .first('seq', 'hash');
    const unsigned = {
      seq: (last?.seq ?? 0) + 1,
      at: new Date().toISOString(),
      actor: entry.actor,
      action: entry.action,
      target: entry.target ?? null,
      detail: JSON.stringify(entry.detail ?? {}),
      previous_hash: last?.hash ?? GENESIS,
    };
    await tx<AuditRow>('audit_log').insert({
      ...unsigned,
      hash: this.#hash(unsigned),
    });
    this.#tellAuditor(tx, entry);
  }

  /** Entries, newest first. `before` is the `seq` of the last one seen. */
  async list(options: {
    before?: number;
    limit: number;
  }): Promise<{ items: AuditEntry[]; totalItems: number; next?: number }> {
    const { before, limit } = options;
    const rows = await this.database
      .knex<AuditRow>('audit_log')
      .modify(query => {
        if (before !== undefined) {
          query.where('seq', '<', before);
        }
      })
      .orderBy('seq', 'desc')
      .limit(limit + 1);
    const total = await this.database
      .knex('audit_log')
      .count({ count: '*' })
      .first();
    const items = rows.slice(0, limit).map(toEntry);
    return {
      items,
      totalItems: Number(total?.count ?? 0),
      next: rows.length > limit ? items[items.length - 1].seq : undefined,
    };
  }

  /** Checks every entry, from the first one on. */
  async verify(): Promise<AuditVerification> {
    let head = GENESIS;
    let entries = 0;
    for (;;) {
      const rows = await this.database
        .knex<AuditRow>('audit_log')
        .where('seq', '>', entries)
        .orderBy('seq')
        .limit(SLICE);
      for (const row of rows) {
        const reason = this.#fault(row, entries + 1, head);
        if (reason) {
          const firstBad = { seq: entries + 1, reason };
          return { intact: false, entries, head, firstBad };
        }
        entries = row.seq;
        head = row.hash;
      }
      if (rows.length < SLICE) {
        return { intact: true, entries, head };
      }
    }
  }

  #fault(row: AuditRow, seq: number, previous: string): string | undefined {
    if (row.seq !== seq) {
      return 'The entry is missing.';
    }
    if (row.previous_hash !== previous) {
      return 'The entry does not follow the one before it.';
    }
    if (row.hash !== this.#hash(row)) {
      return 'The entry was changed after it was written.';
    }
    return undefined;
  }

  #hash(row: Omit<AuditRow, 'hash'>): string {
    const canonical = JSON.stringify([
      row.seq,
      row.at,
      row.actor,
      row.action,
      row.target,
      row.detail,
    ]);
    return createHmac('sha256', this.key)
      .update(row.previous_hash)
      .update(canonical)
      .digest('hex');
  }

  #tellAuditor(tx: Knex.Transaction, entry: AuditRecord): void {
    const { auditor } = this;
    if (!auditor) {
      return;
    }
    const { actor, action, target, detail } = entry;
    const tell = async () => {
      const event = await auditor.createEvent({
        eventId: action.replaceAll('.', '-'),
        meta: { actor, ...(target && { target }), ...detail },
      });
      await event.success();
    };
    // What is rolled back has not happened. Our own log is the truth, so a
    // failing auditor does not undo the write.
    tx.executionPromise.then(tell).catch(() => {});
  }
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

function toEntry(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    target: row.target ?? undefined,
    detail: JSON.parse(row.detail),
    hash: row.hash,
  };
}
