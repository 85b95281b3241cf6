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

import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ReactNode } from 'react';
import { EntityLink } from '../access';
import { DateTime, FactList, Panel, SyncMark } from '../layout';
import { scimTranslationRef } from '../translation';
import { annotationOf } from './annotations';
import { EntityBody } from './EntityBody';

/** Who provisions the person or group of an entity page, and what they say of them. */
export function SyncCard() {
  const { t } = useTranslationRef(scimTranslationRef);
  const { entity } = useEntity();
  const connection = annotationOf(entity, 'connection');
  const syncedAt = annotationOf(entity, 'syncedAt');
  const manager = annotationOf(entity, 'manager');
  const facts: Array<[string, ReactNode]> = [
    [t('entity.sync.from'), <SyncMark connection={connection} />],
  ];
  if (syncedAt) {
    facts.push([t('entity.sync.at'), <DateTime value={syncedAt} />]);
  }
  const title = annotationOf(entity, 'title');
  if (title) {
    facts.push([t('entity.sync.jobTitle'), title]);
  }
  const department = annotationOf(entity, 'department');
  if (department) {
    facts.push([t('entity.sync.department'), department]);
  }
  if (manager) {
    facts.push([
      t('entity.sync.manager'),
      <EntityLink entityRef={manager}>
        {parseEntityRef(manager).name}
      </EntityLink>,
    ]);
  }
  return (
    <EntityBody>
      <Panel title={t('entity.sync.title')}>
        <FactList facts={facts} />
      </Panel>
    </EntityBody>
  );
}
