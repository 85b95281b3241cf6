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
  scimDirectoryManagePermission,
  UserFilter,
} from '@backstage-scim/plugin-scim-common';
import { RiUserLine } from '@remixicon/react';
import { useMemo } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef, useMay } from '../api';
import { EmptyState, PageBody, Panel } from '../layout';
import {
  FilteredPageRequest,
  Listing,
  ListingFilter,
  ListingSearch,
  useOpenItem,
  usePagedListing,
} from '../listing';
import { scimTranslationRef } from '../translation';
import { AddUser } from './AddUser';
import { UserDialog } from './UserDialog';
import { UsersTable } from './UsersTable';

const FILTERS = ['status', 'synced', 'connection'] as const;
type Filter = (typeof FILTERS)[number];

/** Everybody the directory knows: synced people and the portal's own. */
export function UsersPage() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [opened, open] = useOpenItem('user');
  const policy = useAsyncRetry(() => scim.getUserPolicy(), [scim]);
  const list = useMemo(
    () =>
      ({ synced, status, ...page }: FilteredPageRequest<Filter>) =>
        scim.listUsers({
          ...page,
          status: status as UserFilter['status'],
          synced: synced === undefined ? undefined : synced === 'yes',
        }),
    [scim],
  );
  const listing = usePagedListing({ name: 'users', list, filters: FILTERS });
  const { search, setSearch, filters, setFilter } = listing;
  const connections = policy.value?.connections ?? [];
  const canChange = useMay(scimDirectoryManagePermission);

  return (
    <PageBody>
      <Panel
        title={t('users.title')}
        description={
          policy.value?.canAdd
            ? t('users.off')
            : policy.value?.reason ?? t('users.description')
        }
        actions={
          canChange && <AddUser policy={policy.value} onAdded={listing.retry} />
        }
        toolbar={
          <>
            <ListingSearch
              label={t('users.search')}
              value={search}
              onChange={setSearch}
            />
            <ListingFilter
              label={t('users.filter.status')}
              allLabel={t('users.filter.anyStatus')}
              options={(
                ['active', 'inactive', 'ended', 'waiting'] as const
              ).map(value => ({ value, label: t(`users.status.${value}`) }))}
              value={filters.status}
              onChange={value => setFilter('status', value)}
            />
            <ListingFilter
              label={t('users.filter.sync')}
              allLabel={t('users.filter.anySync')}
              options={[
                { value: 'yes', label: t('users.filter.synced') },
                { value: 'no', label: t('users.filter.unsynced') },
              ]}
              value={filters.synced}
              onChange={value => setFilter('synced', value)}
            />
            {connections.length > 1 && (
              <ListingFilter
                label={t('users.filter.connection')}
                allLabel={t('users.filter.anyConnection')}
                options={connections.map(({ id, name }) => ({
                  value: id,
                  label: name,
                }))}
                value={filters.connection}
                onChange={value => setFilter('connection', value)}
              />
            )}
          </>
        }
      >
        <Listing
          listing={listing}
          pagesLabel={t('users.pages')}
          empty={
            <EmptyState
              icon={<RiUserLine />}
              title={t('users.empty.title')}
              description={t('users.empty.description')}
            />
          }
        >
          {({ items }) => (
            <UsersTable users={items} isStale={listing.loading} onOpen={open} />
          )}
        </Listing>
      </Panel>
      <UserDialog
        id={opened}
        canChange={canChange}
        onClose={() => open(undefined)}
        onChanged={listing.retry}
      />
    </PageBody>
  );
}
