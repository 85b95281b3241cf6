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

import { Page } from '../access/types';
import {
  AuditEntry,
  AuditFilter,
  AuditHead,
  AuditVerification,
} from '../audit/types';
import type { PageRequest } from './ScimApi';

/**
 * The audit log, in the management REST API.
 *
 * @public
 */
export interface AuditApi {
  /** Entries, newest first. */
  listAudit(
    options?: Pick<PageRequest, 'cursor' | 'limit'> & AuditFilter,
  ): Promise<Page<AuditEntry>>;
  /** All matching entries, oldest first, as lines of JSON. */
  exportAudit(filter?: AuditFilter): Promise<ReadableStream<Uint8Array>>;
  /** The last entry. Kept elsewhere, it shows a cut tail. */
  getAuditHead(): Promise<AuditHead>;
  /** Checks every entry; with a head that was kept, also that it is there. */
  verifyAudit(known?: AuditHead): Promise<AuditVerification>;
}
