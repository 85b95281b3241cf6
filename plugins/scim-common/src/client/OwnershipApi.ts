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

import { ResourceAccess } from '../access/holders';
import { Page } from '../access/types';
import { OrphanedEntity } from '../ownership/types';
import { PageRequest } from './ScimApi';

/**
 * Who can touch what, and who owns it.
 *
 * @public
 */
export interface OwnershipApi {
  /**
   * Who has access to a resource, and why. `resource` is an id, a reference, or
   * the reference of a catalog entity that is tied to a resource.
   */
  getResourceAccess(
    resource: string,
    page?: PageRequest,
  ): Promise<ResourceAccess>;
  /**
   * Catalog entities that nobody active owns; with `user`, those that would
   * lose their last active owner if this person left.
   */
  listOrphanedEntities(
    page?: PageRequest & { user?: string },
  ): Promise<Page<OrphanedEntity>>;
}
