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

import { getEntityRelations, useEntity } from '@backstage/plugin-catalog-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RELATION_CHILD_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ErrorNotice, LoadingRows } from '../layout';
import { MembersPanel } from '../members';
import { scimTranslationRef } from '../translation';
import { annotationOf } from './annotations';
import { EntityBody } from './EntityBody';
import { GrantsPanel } from './GrantsPanel';
import { useGroupsAbove } from './useGroupsAbove';

/** What membership of a group grants, itself and through the groups above it, and to whom. */
export function GroupAccessContent() {
  const { t } = useTranslationRef(scimTranslationRef);
  const { entity } = useEntity();
  const id = annotationOf(entity, 'groupId');
  const above = useGroupsAbove(
    stringifyEntityRef(entity),
    getEntityRelations(entity, RELATION_CHILD_OF).length > 0,
  );
  if (!id) {
    return null;
  }
  return (
    <EntityBody>
      <GrantsPanel
        name="grants"
        group={id}
        title={t('entity.group.grants')}
        description={t('entity.group.grantsDescription')}
      />
      {above.error && <ErrorNotice error={above.error} onRetry={above.retry} />}
      {above.loading && <LoadingRows rows={1} />}
      {above.value?.map(({ groupId, title }, index) => (
        <GrantsPanel
          key={groupId}
          name={`grants${index + 1}`}
          group={groupId}
          title={t('entity.group.through', { group: title })}
          description={t('entity.group.throughDescription', { group: title })}
        />
      ))}
      <MembersPanel
        of={{ type: 'group', id }}
        canChange={false}
        onChanged={() => {}}
      />
    </EntityBody>
  );
}
