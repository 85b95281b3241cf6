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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EnforcementPlan } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { EntityLink } from '../access';
import { Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import styles from './OrphansPanel.module.css';

/** Catalog entities that the plan would leave without an active owner. */
export function OrphansPanel(props: {
  orphaned: NonNullable<EnforcementPlan['orphanedEntities']>;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { total, items } = props.orphaned;
  return (
    <Panel
      title={t('enforce.orphans.title', { count: total })}
      description={t('enforce.orphans.description')}
    >
      <ul className={styles.entities}>
        {items.map(({ entityRef, title, formerOwners }) => (
          <li key={entityRef} className={styles.entity}>
            <EntityLink entityRef={entityRef}>{title ?? entityRef}</EntityLink>
            <Text variant="body-small" color="secondary">
              {t('enforce.orphans.owners', { owners: formerOwners.join(', ') })}
            </Text>
          </li>
        ))}
      </ul>
      {total > items.length && (
        <Text variant="body-small" color="secondary">
          {t('enforce.orphans.more', { count: total - items.length })}
        </Text>
      )}
    </Panel>
  );
}
