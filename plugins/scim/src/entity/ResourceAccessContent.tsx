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

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  PageRequest,
  ResourceAccess,
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { RiKey2Line } from '@remixicon/react';
import { useCallback } from 'react';
import { scimApiRef, useCaller } from '../api';
import { EmptyState, Panel, Stat, StatRow } from '../layout';
import { Listing, ListingSearch, usePagedListing } from '../listing';
import { scimTranslationRef } from '../translation';
import { EntityBody } from './EntityBody';
import { HoldersTable } from './HoldersTable';

/** Who has access to what the entity stands for, and why. */
export function ResourceAccessContent() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const caller = useCaller();
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const list = useCallback(
    (page: PageRequest) => scim.getResourceAccess(entityRef, page),
    [scim, entityRef],
  );
  const listing = usePagedListing({ name: 'holders', list });
  const { page, search, setSearch } = listing;
  return (
    <EntityBody>
      {page && <Counts counts={page.counts} />}
      <Panel
        title={
          page
            ? t('entity.resource.title', { resource: page.resource.ref })
            : t('entity.resource.loading')
        }
        description={t('entity.resource.description')}
        actions={
          <ListingSearch
            label={t('entity.resource.search')}
            value={search}
            onChange={setSearch}
          />
        }
      >
        {page && page.impliedBy.length > 0 && (
          <Text color="secondary">
            {t('entity.resource.implied', {
              roles: page.impliedBy
                .map(({ role, resource }) => `${role} (${resource.label})`)
                .join(', '),
            })}
          </Text>
        )}
        <Listing
          listing={listing}
          pagesLabel={t('entity.resource.pages')}
          empty={
            <EmptyState
              icon={<RiKey2Line />}
              title={t('entity.resource.empty.title')}
              description={t('entity.resource.empty.description')}
            />
          }
        >
          {({ items, resource }) => (
            <HoldersTable
              label={t('entity.resource.loading')}
              holders={items}
              resource={resource}
              isStale={listing.loading}
              canAskWhy={Boolean(
                caller.value?.permissions.includes(
                  scimDirectoryReadPermission.name,
                ),
              )}
            />
          )}
        </Listing>
      </Panel>
    </EntityBody>
  );
}

function Counts({ counts }: { counts: ResourceAccess['counts'] }) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <StatRow>
      <Stat label={t('entity.resource.withAccess')} value={counts.withAccess} />
      <Stat
        label={t('entity.resource.notOwners')}
        value={counts.withAccessNotOwners ?? 0}
      />
      <Stat
        label={t('entity.resource.withoutAccess')}
        value={counts.ownersWithoutAccess ?? 0}
        tone="warning"
      />
    </StatRow>
  );
}
