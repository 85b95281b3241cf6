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
import { Text } from '@backstage/ui';
import { RiRefreshLine, RiTimeLine } from '@remixicon/react';
import { scimTranslationRef } from '../translation';
import styles from './SyncMark.module.css';

/** Names the identity provider that provisions somebody or something; none otherwise. */
export function SyncMark(props: {
  connection?: string;
  /** A connection that waits for a decision to take over. */
  requestedBy?: string;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { connection, requestedBy } = props;
  if (connection) {
    return (
      <span className={styles.mark}>
        <RiRefreshLine aria-hidden="true" />
        {connection}
      </span>
    );
  }
  if (requestedBy) {
    return (
      <span className={styles.mark} data-waiting="true">
        <RiTimeLine aria-hidden="true" />
        {t('sync.requested', { name: requestedBy })}
      </span>
    );
  }
  return (
    <Text as="span" color="secondary">
      {t('sync.none')}
    </Text>
  );
}
