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
import { scimPolicyManagePermission } from '@backstage-scim/plugin-scim-common';
import { RiCheckDoubleLine } from '@remixicon/react';
import { useMemo } from 'react';
import { scimApiRef, useCaller } from '../api';
import { EmptyState, PageBody, Panel } from '../layout';
import { Listing, ListingSearch, usePagedListing } from '../listing';
import { scimTranslationRef } from '../translation';
import { ExportButton } from './ExportButton';
import { FixHint } from './FixHint';
import { PermissionCheckTable } from './PermissionCheckTable';

/** People who hold a role on something and none on anything in it. */
export function PermissionCheckPage() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const caller = useCaller();
  const list = useMemo(() => scim.checkPermissions.bind(scim), [scim]);
  const listing = usePagedListing({ name: 'check', list });
  const { page, search, setSearch } = listing;
  const canFix = caller.value?.permissions.includes(
    scimPolicyManagePermission.name,
  );

  return (
    <PageBody>
      <Panel
        title={t('check.title')}
        description={t('check.description')}
        actions={
          <>
            <ListingSearch
              label={t('check.search')}
              value={search}
              onChange={setSearch}
            />
            <ExportButton search={search} isDisabled={!page?.items.length} />
          </>
        }
      >
        <Listing
          listing={listing}
          pagesLabel={t('check.pages')}
          empty={
            <EmptyState
              icon={<RiCheckDoubleLine />}
              title={t('check.clean.title')}
              description={t('check.clean.description')}
            />
          }
        >
          {({ items, totalUsers }) => (
            <PermissionCheckTable
              rows={items}
              footer={t('check.footer', { count: totalUsers })}
              isStale={listing.loading}
              model={canFix ? caller.value?.model : undefined}
              onFixed={listing.retry}
            />
          )}
        </Listing>
      </Panel>
      {caller.value && page && page.items.length > 0 && (
        <FixHint
          organization={caller.value.organization}
          model={caller.value.model}
          row={page.items[0]}
        />
      )}
    </PageBody>
  );
}
