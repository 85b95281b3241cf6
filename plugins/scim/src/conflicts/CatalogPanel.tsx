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
import { Text } from '@backstage/ui';
import { useMemo } from 'react';
import { EntityLink } from '../access';
import { scimApiRef } from '../api';
import { Panel } from '../layout';
import { DataTable, Listing, usePagedListing } from '../listing';
import { scimTranslationRef } from '../translation';
import { BlockedRemovals } from './BlockedRemovals';
import styles from './CatalogPanel.module.css';

/** What stands between the directory and the catalog: other providers' entities, and removals that were held back. */
export function CatalogPanel() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const list = useMemo(() => scim.listConflicts.bind(scim), [scim]);
  const listing = usePagedListing({ name: 'conflicts', list, pageSize: 10 });
  return (
    <Panel
      title={t('conflicts.title')}
      description={
        listing.page?.items.length ? t('conflicts.description') : undefined
      }
    >
      <BlockedRemovals />
      <Listing
        listing={listing}
        pagesLabel={t('conflicts.pages')}
        empty={<Text color="secondary">{t('conflicts.none')}</Text>}
      >
        {({ items }) => (
          <div className={styles.references}>
            <DataTable
              label={t('conflicts.title')}
              rows={items}
              keyOf={({ kind, id, reason }) => `${kind} ${id} ${reason}`}
              isStale={listing.loading}
              columns={[
                {
                  title: t('conflicts.column.entity'),
                  cell: ({ entityRef }) => (
                    <EntityLink entityRef={entityRef}>{entityRef}</EntityLink>
                  ),
                },
                {
                  title: t('conflicts.column.reason'),
                  cell: ({ reason }) => t(`conflicts.reason.${reason}`),
                },
                {
                  title: t('conflicts.column.other'),
                  cell: ({ otherEntityRef, otherLocation }) => (
                    <div>
                      <EntityLink entityRef={otherEntityRef}>
                        {otherEntityRef}
                      </EntityLink>
                      {otherLocation && (
                        <Text as="div" variant="body-small" color="secondary">
                          {otherLocation}
                        </Text>
                      )}
                    </div>
                  ),
                },
                {
                  title: t('conflicts.column.message'),
                  cell: ({ message }) => message,
                },
              ]}
            />
          </div>
        )}
      </Listing>
    </Panel>
  );
}
