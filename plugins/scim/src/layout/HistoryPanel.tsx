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
import { HistoryEntry } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { scimTranslationRef } from '../translation';
import { DateTime } from './DateTime';
import styles from './HistoryPanel.module.css';
import { Panel } from './Panel';

/** What happened to somebody or something, newest first. */
export function HistoryPanel({ entries }: { entries: HistoryEntry[] }) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <Panel title={t('history.title')}>
      {entries.length === 0 && (
        <Text color="secondary">{t('history.empty')}</Text>
      )}
      <ol className={styles.entries}>
        {entries.map(({ at, actor, action }, index) => (
          <li key={index} className={styles.entry}>
            <code className={styles.action}>{action}</code>
            <Text variant="body-small">{actor}</Text>
            <Text variant="body-small" color="secondary">
              <DateTime value={at} />
            </Text>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
