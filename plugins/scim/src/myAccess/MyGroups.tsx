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
import { UserAccess } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { EntityLink } from '../access';
import { Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import styles from './MyGroups.module.css';

/** The groups a person is in, and where they are synced from. */
export function MyGroups(props: {
  groups: UserAccess['groups'];
  voice: 'own' | 'other';
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <Panel title={t(`myAccess.groups.${props.voice}.title`)}>
      {props.groups.length === 0 && (
        <Text color="secondary">
          {t(`myAccess.groups.${props.voice}.empty`)}
        </Text>
      )}
      <ul className={styles.groups}>
        {props.groups.map(group => (
          <li key={group.id} className={styles.group}>
            <div className={styles.name}>
              <EntityLink entityRef={group.entityRef}>
                {group.displayName}
              </EntityLink>
              {group.path.length > 1 && (
                <Text variant="body-small" color="secondary">
                  {t('myAccess.groups.through', {
                    path: group.path.slice(0, -1).join(' › '),
                  })}
                </Text>
              )}
            </div>
            <span className={styles.origin}>
              {group.connection && <RiRefreshLine aria-hidden="true" />}
              <Text variant="body-small" color="secondary">
                {group.connection
                  ? t('myAccess.groups.synced', { name: group.connection })
                  : t('myAccess.groups.local')}
              </Text>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
