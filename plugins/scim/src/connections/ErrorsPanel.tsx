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

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ConnectionError,
  PageRequest,
} from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { scimApiRef } from '../api';
import { DateTime, Panel } from '../layout';
import { Listing, usePagedListing } from '../listing';
import { scimTranslationRef } from '../translation';
import styles from './ErrorsPanel.module.css';

/** Requests that were refused or failed, with what was sent. */
export function ErrorsPanel({ id }: { id: string }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const list = useCallback(
    (page: PageRequest) => scim.listConnectionErrors(id, page),
    [scim, id],
  );
  const listing = usePagedListing({ name: 'errors', list, pageSize: 10 });
  return (
    <Panel
      title={t('connections.errors.title')}
      description={t('connections.errors.description')}
    >
      <Listing
        listing={listing}
        pagesLabel={t('connections.errors.pages')}
        empty={<Text color="secondary">{t('connections.errors.empty')}</Text>}
      >
        {({ items }) => (
          <ul className={styles.errors}>
            {items.map(error => (
              <li key={error.id}>
                <FailedRequest error={error} />
              </li>
            ))}
          </ul>
        )}
      </Listing>
    </Panel>
  );
}

function FailedRequest({ error }: { error: ConnectionError }) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <div className={styles.error}>
      <div className={styles.line}>
        <code className={styles.request}>
          {error.status} {error.method} {error.path}
        </code>
        <Text variant="body-small" color="secondary">
          <DateTime value={error.at} />
        </Text>
      </div>
      <Text>{error.detail}</Text>
      {error.request && (
        <details>
          <summary className={styles.summary}>
            {t('connections.errors.request')}
          </summary>
          <pre className={styles.body}>{error.request}</pre>
        </details>
      )}
    </div>
  );
}
