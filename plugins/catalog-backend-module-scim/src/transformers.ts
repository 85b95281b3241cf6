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

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { GroupEntity, UserEntity } from '@backstage/catalog-model';
import {
  DirectoryGroup,
  DirectoryUser,
} from '@backstage-scim/plugin-scim-common';

/**
 * Changes the catalog entity of a person before it is written. Gets a copy of
 * the entity as it would be without it; whoever it returns `undefined` for is
 * left out of the catalog. It may not change kind, namespace or name. If it
 * throws, or returns what the catalog would refuse, the entity keeps its
 * default form.
 *
 * It is called again on every reconciliation, so the same input must give the
 * same result.
 *
 * @public
 */
export type UserTransformer = (
  entity: UserEntity,
  user: DirectoryUser,
) => Promise<UserEntity | undefined>;

/**
 * Changes the catalog entity of a group before it is written, on the terms of
 * {@link UserTransformer}.
 *
 * @public
 */
export type GroupTransformer = (
  entity: GroupEntity,
  group: DirectoryGroup,
) => Promise<GroupEntity | undefined>;

/**
 * Sets transformers, from a back-end module of plugin `catalog`.
 *
 * @public
 */
export interface ScimCatalogTransformExtensionPoint {
  /** @throws if there is one already */
  setUserTransformer(transformer: UserTransformer): void;
  /** @throws if there is one already */
  setGroupTransformer(transformer: GroupTransformer): void;
}

/**
 * {@link ScimCatalogTransformExtensionPoint}
 *
 * @public
 */
export const scimCatalogTransformExtensionPoint =
  createExtensionPoint<ScimCatalogTransformExtensionPoint>({
    id: 'catalog.scim.transform',
  });
