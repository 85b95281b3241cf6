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
  Entity,
  RELATION_CHILD_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { annotationOf } from './annotations';

/** A group that another one lies in. */
export interface GroupAbove {
  groupId: string;
  title: string;
}

/** The groups that a group lies in, nearest first, as the catalog knows them. */
export function useGroupsAbove(entityRef: string, isNested: boolean) {
  const catalog = useApi(catalogApiRef);
  return useAsyncRetry(async (): Promise<GroupAbove[]> => {
    const above: GroupAbove[] = [];
    const known = new Set([entityRef]);
    let level = isNested ? [entityRef] : [];
    while (level.length > 0) {
      const { items } = await catalog.getEntitiesByRefs({
        entityRefs: level,
        fields: ['kind', 'metadata', 'relations', 'spec.profile.displayName'],
      });
      const next = new Set<string>();
      for (const entity of items) {
        const groupId = entity && annotationOf(entity, 'groupId');
        if (groupId && stringifyEntityRef(entity) !== entityRef) {
          above.push({ groupId, title: titleOf(entity) });
        }
        for (const { type, targetRef } of entity?.relations ?? []) {
          // Groups may lie in each other.
          if (type === RELATION_CHILD_OF && !known.has(targetRef)) {
            known.add(targetRef);
            next.add(targetRef);
          }
        }
      }
      level = [...next];
    }
    return above;
  }, [catalog, entityRef, isNested]);
}

function titleOf({ metadata, spec }: Entity): string {
  const { displayName } = (spec?.profile ?? {}) as { displayName?: string };
  return displayName ?? metadata.title ?? metadata.name;
}
