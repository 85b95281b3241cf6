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

/**
 * An entry of the audit log.
 *
 * @public
 */
export interface AuditEntry {
  /** Position in the log, from 1, without gaps. */
  seq: number;
  /** ISO 8601. */
  at: string;
  /** `user:default/mara`, `service:<subject>` or `connection:<name>`. */
  actor: string;
  /** `area.verb`, e.g. `access.import`. */
  action: string;
  /** What it was done to. */
  target?: string;
  detail: { [key: string]: unknown };
  /** Hash of this entry and, through the entry before, of all before it. */
  hash: string;
  /** Names the key of the hash; absent in entries from before keys had names. */
  keyId?: string;
}

/**
 * Which entries of the audit log to read.
 *
 * @public
 */
export interface AuditFilter {
  /** Exactly this actor. */
  actor?: string;
  /** This action, e.g. `enforcement.apply`, or an area, e.g. `enforcement`. */
  action?: string;
  /** Exactly this target. */
  target?: string;
  /** ISO 8601; entries from then on. */
  since?: string;
  /** ISO 8601; entries before then. */
  until?: string;
}

/**
 * The last entry of the audit log. Kept elsewhere, it shows a cut tail.
 *
 * @public
 */
export interface AuditHead {
  /** Number of entries; 0 if the log is empty. */
  seq: number;
  hash: string;
}

/**
 * What a check of the whole audit log found.
 *
 * @public
 */
export interface AuditVerification {
  /** True if every entry is as it was written, and none is missing. */
  intact: boolean;
  /** Number of good entries, from the first on. */
  entries: number;
  /** Hash of the last good entry. */
  head: string;
  /** The first entry that is not as it was written. */
  firstBad?: { seq: number; reason: string };
}
