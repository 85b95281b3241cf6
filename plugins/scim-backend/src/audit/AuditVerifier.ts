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
  AuditHead,
  AuditVerification,
} from '@backstage-scim/plugin-scim-common';
import { AuditKeys } from './AuditKeys';
import { AuditRow, GENESIS, hashOf } from './auditRows';

/** Follows the chain from its first entry on. */
export class AuditVerifier {
  #entries = 0;
  #head = GENESIS;
  #firstBad?: { seq: number; reason: string };
  /** True once an entry was signed with a key of the configuration. */
  #configured = false;

  constructor(
    private readonly keys: AuditKeys,
    /** A head that was kept elsewhere. */
    private readonly known?: AuditHead,
  ) {}

  /** Number of good entries so far. */
  get entries(): number {
    return this.#entries;
  }

  /** @returns false if the entry is not as it was written */
  accept(row: AuditRow): boolean {
    const seq = this.#entries + 1;
    const reason = this.#fault(row, seq);
    if (reason) {
      this.#firstBad = { seq, reason };
      return false;
    }
    this.#entries = seq;
    this.#head = row.hash;
    return true;
  }

  /** What was found once all entries were seen. */
  finish(): AuditVerification {
    const { known } = this;
    if (!this.#firstBad && known && known.seq > this.#entries) {
      this.#firstBad = {
        seq: this.#entries + 1,
        reason: `The log ends here, but once had ${known.seq} entries.`,
      };
    }
    return {
      intact: !this.#firstBad,
      entries: this.#entries,
      head: this.#head,
      firstBad: this.#firstBad,
    };
  }

  #fault(row: AuditRow, seq: number): string | undefined {
    if (row.seq !== seq) {
      return 'The entry is missing.';
    }
    if (row.previous_hash !== this.#head) {
      return 'The entry does not follow the one before it.';
    }
    const candidates = this.keys.candidates(row.key_id);
    if (candidates.length === 0) {
      return `The entry was signed with the key '${row.key_id}', which is not known; name it in 'scim.audit.keys' if it was yours.`;
    }
    const signer = candidates.find(({ key }) => row.hash === hashOf(row, key));
    if (!signer) {
      return 'The entry was changed after it was written.';
    }
    if (this.#configured && !signer.configured) {
      return 'The entry was signed with the key in the database, although a key of the configuration was in use before it.';
    }
    this.#configured ||= signer.configured;
    if (this.known?.seq === seq && this.known.hash !== row.hash) {
      return 'The entry is another one than the head that was kept.';
    }
    return undefined;
  }
}
