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
import { AuditEntry } from '@backstage-scim/plugin-scim-common';
import { VisuallyHidden } from '@backstage/ui';
import { DateTime } from '../layout';
import { DataTable } from '../listing';
import { scimTranslationRef } from '../translation';
import styles from './AuditTable.module.css';

/** One row for each entry, newest first. */
export function AuditTable(props: { entries: AuditEntry[]; isStale: boolean }) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <DataTable
      label={t('audit.title')}
      rows={props.entries}
      keyOf={({ seq }) => String(seq)}
      isStale={props.isStale}
      columns={[
        {
          title: t('audit.column.seq'),
          cell: ({ seq }) => seq,
        },
        {
          title: t('audit.column.at'),
          cell: ({ at }) => <DateTime value={at} />,
        },
        {
          title: t('audit.column.actor'),
          cell: ({ actor }) => <span className={styles.name}>{actor}</span>,
        },
        {
          title: t('audit.column.action'),
          cell: ({ action }) => <code className={styles.code}>{action}</code>,
        },
        {
          title: t('audit.column.target'),
          cell: ({ target }) => <span className={styles.name}>{target}</span>,
        },
        {
          title: t('audit.column.detail'),
          isTitleHidden: true,
          cell: ({ detail, seq }) => (
            <details>
              <summary className={styles.summary}>
                {t('audit.show')}
                <VisuallyHidden> {seq}</VisuallyHidden>
              </summary>
              <pre className={styles.detail}>
                {JSON.stringify(detail, undefined, 2)}
              </pre>
            </details>
          ),
        },
      ]}
    />
  );
}
