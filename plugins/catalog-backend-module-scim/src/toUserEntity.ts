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
  UserEntity,
} from '@backstage/catalog-model';
import {
  directoryEntityRef,
  DirectoryUser,
} from '@backstage-scim/plugin-scim-common';
import {
  ANNOTATION_CONNECTION,
  ANNOTATION_DEPARTMENT,
  ANNOTATION_MANAGER,
  ANNOTATION_SYNCED_AT,
  ANNOTATION_TITLE,
  ANNOTATION_USER_ID,
} from './annotations';
import { compact } from './compact';
import { entityNameParts, relativeTo } from './entityNameParts';
import { ownLocation } from './ownLocation';

/** The catalog's view of a person. */
export function toUserEntity(user: DirectoryUser): UserEntity {
  const { namespace, name } = entityNameParts(user.entityName);
  const location = ownLocation('Users', user.id);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name,
      ...compact({
        namespace,
        description: [user.title, user.department].filter(Boolean).join(', '),
      }),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATION_USER_ID]: user.id,
        ...compact({
          [ANNOTATION_CONNECTION]: user.connection,
          [ANNOTATION_SYNCED_AT]: user.syncedAt,
          [ANNOTATION_TITLE]: user.title,
          [ANNOTATION_DEPARTMENT]: user.department,
          [ANNOTATION_MANAGER]:
            user.manager && directoryEntityRef('user', user.manager),
        }),
      },
    },
    spec: {
      profile: compact({
        displayName: user.displayName || user.userName,
        email: user.email,
        picture: user.picture,
      }),
      memberOf: user.groups.map(relativeTo(namespace, 'group')).sort(),
    },
  };
}
