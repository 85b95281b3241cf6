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
  GroupFilter,
  scimDirectoryManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { TextField } from '@backstage/ui';
import { RiAddLine, RiTeamLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { scimApiRef, useMay } from '../api';
import { ActionDialog, EmptyState, PageBody, Panel } from '../layout';
import {
  FilteredPageRequest,
  Listing,
  ListingFilter,
  ListingSearch,
  useOpenItem,
  usePagedListing,
} from '../listing';
import { scimTranslationRef } from '../translation';
import { GroupDialog } from './GroupDialog';
import { GroupsTable } from './GroupsTable';

const FILTERS = ['state'] as const;

/** User groups: synced ones, those that wait to be linked, and the portal's own teams. */
export function GroupsPage() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [opened, open] = useOpenItem('group');
  const list = useMemo(
    () =>
      ({ state, ...page }: FilteredPageRequest<'state'>) =>
        scim.listGroups({ ...page, state: state as GroupFilter['state'] }),
    [scim],
  );
  const listing = usePagedListing({ name: 'groups', list, filters: FILTERS });
  const { search, setSearch, filters, setFilter } = listing;
  const canChange = useMay(scimDirectoryManagePermission);
  return (
    <PageBody>
      <Panel
        title={t('groups.title')}
        description={t('groups.description')}
        actions={canChange && <AddTeam onAdded={listing.retry} />}
        toolbar={
          <>
            <ListingSearch
              label={t('groups.search')}
              value={search}
              onChange={setSearch}
            />
            <ListingFilter
              label={t('groups.filter.state')}
              allLabel={t('groups.filter.anyState')}
              options={(['synced', 'waiting', 'local'] as const).map(value => ({
                value,
                label: t(`groups.state.${value}`),
              }))}
              value={filters.state}
              onChange={value => setFilter('state', value)}
            />
          </>
        }
      >
        <Listing
          listing={listing}
          pagesLabel={t('groups.pages')}
          empty={
            <EmptyState
              icon={<RiTeamLine />}
              title={t('groups.empty.title')}
              description={t('groups.empty.description')}
            />
          }
        >
          {({ items }) => (
            <GroupsTable
              groups={items}
              isStale={listing.loading}
              onOpen={open}
            />
          )}
        </Listing>
      </Panel>
      <GroupDialog
        id={opened}
        canChange={canChange}
        onClose={() => open(undefined)}
        onChanged={listing.retry}
      />
    </PageBody>
  );
}

function AddTeam(props: { onAdded(): void }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [name, setName] = useState('');
  return (
    <ActionDialog
      action={t('groups.add.action')}
      icon={<RiAddLine />}
      title={t('groups.add.title')}
      confirm={t('groups.add.confirm')}
      isConfirmDisabled={!name.trim()}
      onConfirm={async () => {
        await scim.createGroup({ displayName: name.trim() });
        setName('');
        props.onAdded();
      }}
    >
      <TextField
        label={t('groups.add.name')}
        description={t('groups.add.hint')}
        value={name}
        onChange={setName}
        isRequired
      />
    </ActionDialog>
  );
}
