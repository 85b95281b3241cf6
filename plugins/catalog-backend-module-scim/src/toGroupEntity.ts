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
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  GroupEntity,
} from '@backstage/catalog-model';
import { DirectoryGroup } from '@backstage-scim/plugin-scim-common';
import {
  ANNOTATION_CONNECTION,
  ANNOTATION_GROUP_ID,
  ANNOTATION_SYNCED_AT,
} from './annotations';
import { compact } from './compact';
import { entityNameParts, relativeTo } from './entityNameParts';
import { ownLocation } from './ownLocation';

/**
 * The catalog's view of a group. Says nothing about its members, who name their
 * groups themselves, nor about its parents, of which it may have several: they
 * name their children.
 *
 * @param links - references of those that cannot: their entities are other
 * providers'
 */
export function toGroupEntity(
  group: DirectoryGroup,
  links: { members: string[]; parent?: string } = { members: [] },
): GroupEntity {
  const { namespace, name } = entityNameParts(group.entityName);
  const location = ownLocation('Groups', group.id);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name,
      ...compact({ namespace }),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATION_GROUP_ID]: group.id,
        ...compact({
          [ANNOTATION_CONNECTION]: group.connection,
          [ANNOTATION_SYNCED_AT]: group.syncedAt,
        }),
      },
    },
    spec: {
      type: 'team',
      profile: { displayName: group.displayName },
      children: group.children.map(relativeTo(namespace, 'group')).sort(),
      ...compact({ parent: links.parent }),
      ...(links.members.length > 0 && { members: links.members }),
    },
  };
}
