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
import {
  AuditEntry,
  AuditFilter,
  AuditHead,
  AuditVerification,
} from '@backstage-scim/plugin-scim-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import type { OrganizationChange, ScimDatabase } from '../database';
import { AuditKeys } from './AuditKeys';
import { AuditRow, GENESIS, hashOf, toEntry } from './auditRows';
import { AuditVerifier } from './AuditVerifier';
import { whereMatching } from './whereMatching';

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

/** Entries read at a time. */
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
    const keys = await AuditKeys.create(database, config);
    return new AuditLog(database, keys, auditor);
  }

  private constructor(
    private readonly database: ScimDatabase,
    private readonly keys: AuditKeys,
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
    const { id: keyId, key } = this.keys.current;
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
      key_id: keyId,
      hash: hashOf(unsigned, key),
    });
    this.#tellAuditor(tx, entry);
  }

  /** Entries, newest first. `before` is the `seq` of the last one seen. */
  async list(options: {
    before?: number;
    limit: number;
    filter?: AuditFilter;
  }): Promise<{ items: AuditEntry[]; totalItems: number; next?: number }> {
    const { before, limit, filter } = options;
    const matching = () =>
      whereMatching(this.database.knex<AuditRow>('audit_log'), filter);
    const rows: AuditRow[] = await matching()
      .modify(query => {
        if (before !== undefined) {
          query.where('seq', '<', before);
        }
      })
      .orderBy('seq', 'desc')
      .limit(limit + 1);
    const total = await matching().count({ count: '*' }).first();
    const items = rows.slice(0, limit).map(toEntry);
    return {
      items,
      totalItems: Number(total?.count ?? 0),
      next: rows.length > limit ? items[items.length - 1].seq : undefined,
    };
  }

  /** All matching entries, oldest first, read as they are asked for. */
  async *entries(filter?: AuditFilter): AsyncGenerator<AuditEntry> {
    let after = 0;
    for (;;) {
      const rows: AuditRow[] = await whereMatching(
        this.database.knex<AuditRow>('audit_log'),
        filter,
      )
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(SLICE);
      for (const row of rows) {
        after = row.seq;
        yield toEntry(row);
      }
      if (rows.length < SLICE) {
        return;
      }
    }
  }

  /** The last entry. Kept elsewhere, it shows a cut tail. */
  async head(): Promise<AuditHead> {
    const last = await this.database
      .knex<AuditRow>('audit_log')
      .orderBy('seq', 'desc')
      .first('seq', 'hash');
    return { seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS };
  }

  /**
   * Checks every entry, from the first one on.
   *
   * @param known - a head that was kept elsewhere; it must still be there
   */
  async verify(known?: AuditHead): Promise<AuditVerification> {
    const verifier = new AuditVerifier(this.keys, known);
    for (;;) {
      const rows: AuditRow[] = await this.database
        .knex<AuditRow>('audit_log')
        .where('seq', '>', verifier.entries)
        .orderBy('seq')
        .limit(SLICE);
      const isSound = rows.every(row => verifier.accept(row));
      if (!isSound || rows.length < SLICE) {
        return verifier.finish();
      }
    }
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
