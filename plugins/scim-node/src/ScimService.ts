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
  CatalogRemovals,
  CatalogRemovalsDecision,
  DirectoryChanges,
  DirectoryConflictReport,
  DirectoryPage,
  PrincipalStatus,
} from '@backstage-scim/plugin-scim-common';

/**
 * What the SCIM plugin tells other back ends. Works across processes.
 *
 * @public
 */
export interface ScimService {
  /**
   * Whether a person is active and what they may do.
   *
   * @param userEntityRef - e.g. `user:default/mara`
   */
  getPrincipalStatus(userEntityRef: string): Promise<PrincipalStatus>;

  /**
   * What a person may call their own: themselves, and every active group they
   * belong to, directly or through groups in it. Nothing for people who are not
   * known or not active.
   *
   * @param userEntityRef - e.g. `user:default/mara`
   * @returns entity references
   */
  getOwnershipEntityRefs(userEntityRef: string): Promise<string[]>;

  /**
   * What changed in the directory.
   *
   * @param options - `since` is the `revision` of the slice before (0 for the
   * beginning); `limit` is 500 if absent
   */
  listDirectoryChanges(options: {
    since: number;
    limit?: number;
  }): Promise<DirectoryChanges>;

  /** The whole directory, page by page. */
  listDirectory(options?: { cursor?: string }): Promise<DirectoryPage>;

  /**
   * Tells what the catalog's module found out about entities of other
   * providers, for administrators to see.
   */
  reportConflicts(
    report: DirectoryConflictReport,
  ): Promise<{ reportedAt: string }>;

  /**
   * Asks whether entities may go from the catalog that the directory does not
   * hold. If not, they are shown to administrators, who can let them through.
   */
  checkRemovals(removals: CatalogRemovals): Promise<CatalogRemovalsDecision>;
}
