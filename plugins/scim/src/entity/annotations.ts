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

import { Entity } from '@backstage/catalog-model';
import { ACCESS_RESOURCE_ANNOTATION } from '@backstage-scim/plugin-scim-common';

/** What the catalog says of somebody or something of the directory. */
export const annotations = {
  userId: 'backstage-scim.dev/user-id',
  groupId: 'backstage-scim.dev/group-id',
  connection: 'backstage-scim.dev/connection',
  syncedAt: 'backstage-scim.dev/synced-at',
  department: 'backstage-scim.dev/department',
  manager: 'backstage-scim.dev/manager',
  title: 'backstage-scim.dev/title',
} as const;

/** The value of one of {@link annotations}. */
export function annotationOf(
  entity: Entity,
  name: keyof typeof annotations,
): string | undefined {
  return entity.metadata.annotations?.[annotations[name]];
}

/**
 * Whether a catalog entity is a person of the directory.
 *
 * @public
 */
export function isDirectoryUser(entity: Entity): boolean {
  return isKind(entity, 'user') && Boolean(annotationOf(entity, 'userId'));
}

/**
 * Whether a catalog entity is a group of the directory.
 *
 * @public
 */
export function isDirectoryGroup(entity: Entity): boolean {
  return isKind(entity, 'group') && Boolean(annotationOf(entity, 'groupId'));
}

/**
 * Whether a catalog entity is tied to an access resource.
 *
 * @public
 */
export function isAccessResource(entity: Entity): boolean {
  return (
    ['component', 'system', 'resource'].some(kind => isKind(entity, kind)) &&
    Boolean(entity.metadata.annotations?.[ACCESS_RESOURCE_ANNOTATION])
  );
}

function isKind(entity: Entity, kind: string): boolean {
  return entity.kind.toLowerCase() === kind;
}
