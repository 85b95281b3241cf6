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
import { RiFileListLine } from '@remixicon/react';
import { useMemo } from 'react';
import { scimApiRef } from '../api';
import { EmptyState, PageBody, Panel } from '../layout';
import {
  FilteredPageRequest,
  Listing,
  ListingFilter,
  ListingSearch,
  usePagedListing,
} from '../listing';
import { scimTranslationRef } from '../translation';
import { AuditTable } from './AuditTable';
import { ExportAudit } from './ExportAudit';
import { VerifyAudit } from './VerifyAudit';

const FILTERS = ['action', 'actor'] as const;

const AREAS = [
  'access',
  'binding',
  'connection',
  'enforcement',
  'group',
  'policy',
  'role',
  'user',
] as const;

/** Everything that was changed, by whom; verifiable, and to be taken elsewhere. */
export function AuditPage() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const list = useMemo(
    () =>
      ({ search: _, ...page }: FilteredPageRequest<'action' | 'actor'>) =>
        scim.listAudit(page),
    [scim],
  );
  const listing = usePagedListing({ name: 'audit', list, filters: FILTERS });
  const { filters, setFilter } = listing;
  return (
    <PageBody>
      <VerifyAudit />
      <Panel
        title={t('audit.title')}
        description={t('audit.description')}
        actions={
          <>
            <ListingFilter
              label={t('audit.filter.area')}
              allLabel={t('audit.filter.anyArea')}
              options={AREAS.map(value => ({
                value,
                label: t(`audit.area.${value}`),
              }))}
              value={filters.action}
              onChange={value => setFilter('action', value)}
            />
            <ListingSearch
              label={t('audit.filter.actor')}
              value={filters.actor ?? ''}
              onChange={value => setFilter('actor', value || undefined)}
            />
            <ExportAudit filter={filters} />
          </>
        }
      >
        <Listing
          listing={listing}
          pagesLabel={t('audit.pages')}
          empty={
            <EmptyState
              icon={<RiFileListLine />}
              title={t('audit.empty.title')}
              description={t('audit.empty.description')}
            />
          }
        >
          {({ items }) => (
            <AuditTable entries={items} isStale={listing.loading} />
          )}
        </Listing>
      </Panel>
    </PageBody>
  );
}
