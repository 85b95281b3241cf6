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
import { BlockedCatalogRemovals, DirectoryConflict } from '../directory';
import type { PageRequest } from './ScimApi';

/**
 * What stands between the directory and the catalog.
 *
 * @public
 */
export interface CatalogConflictsApi {
  /** People and groups whose catalog entity is not simply theirs. */
  listConflicts(
    page?: Pick<PageRequest, 'cursor' | 'limit'>,
  ): Promise<Page<DirectoryConflict>>;
  /** Removals from the catalog that wait to be let through: at most one. */
  listBlockedRemovals(): Promise<{ items: BlockedCatalogRemovals[] }>;
  /**
   * Lets exactly these removals through.
   *
   * @throws NotFoundError if they are not waiting, or not any more
   */
  approveRemovals(fingerprint: string): Promise<BlockedCatalogRemovals>;
}
