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
import { scimDirectoryManagePermission } from '@backstage-scim/plugin-scim-common';
import { TextField } from '@backstage/ui';
import { RiAddLine, RiShieldKeyholeLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { scimApiRef, useMay } from '../api';
import { ActionDialog, DateTime, EmptyState, PageBody, Panel } from '../layout';
import {
  DataTable,
  ItemName,
  Listing,
  ListingSearch,
  useOpenItem,
  usePagedListing,
} from '../listing';
import { scimTranslationRef } from '../translation';
import { RoleDialog } from './RoleDialog';

/** Portal roles, which role sync or an administrator fills. */
export function RolesPage() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [opened, open] = useOpenItem('role');
  const list = useMemo(() => scim.listRoles.bind(scim), [scim]);
  const listing = usePagedListing({ name: 'roles', list });
  const canChange = useMay(scimDirectoryManagePermission);
  return (
    <PageBody>
      <Panel
        title={t('roles.title')}
        description={t('roles.description')}
        actions={canChange && <AddRole onAdded={listing.retry} />}
        toolbar={
          <ListingSearch
            label={t('roles.search')}
            value={listing.search}
            onChange={listing.setSearch}
          />
        }
      >
        <Listing
          listing={listing}
          pagesLabel={t('roles.pages')}
          empty={
            <EmptyState
              icon={<RiShieldKeyholeLine />}
              title={t('roles.empty.title')}
              description={t('roles.empty.description')}
            />
          }
        >
          {({ items }) => (
            <DataTable
              label={t('roles.title')}
              rows={items}
              keyOf={({ id }) => id}
              isStale={listing.loading}
              columns={[
                {
                  title: t('roles.column.role'),
                  cell: role => (
                    <ItemName
                      id={role.id}
                      name={role.name}
                      onOpen={() => open(role.id)}
                    />
                  ),
                },
                {
                  title: t('roles.column.filled'),
                  cell: ({ synced }) =>
                    synced ? t('roles.filled.sync') : t('roles.filled.hand'),
                },
                {
                  title: t('roles.column.members'),
                  cell: ({ memberCount }) => memberCount.toLocaleString(),
                },
                {
                  title: t('roles.column.bindings'),
                  cell: ({ bindingCount }) => bindingCount.toLocaleString(),
                },
                {
                  title: t('roles.column.changed'),
                  cell: ({ updatedAt, createdAt }) => (
                    <DateTime value={updatedAt ?? createdAt} />
                  ),
                },
              ]}
            />
          )}
        </Listing>
      </Panel>
      <RoleDialog
        id={opened}
        canChange={canChange}
        onClose={() => open(undefined)}
        onChanged={listing.retry}
      />
    </PageBody>
  );
}

function AddRole(props: { onAdded(): void }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [name, setName] = useState('scim:');
  return (
    <ActionDialog
      action={t('roles.add.action')}
      icon={<RiAddLine />}
      title={t('roles.add.title')}
      confirm={t('roles.add.confirm')}
      isConfirmDisabled={!name.replace(/^scim:/, '').trim()}
      onConfirm={async () => {
        await scim.createRole({ name: name.trim() });
        setName('scim:');
        props.onAdded();
      }}
    >
      <TextField
        label={t('roles.add.name')}
        description={t('roles.add.hint')}
        value={name}
        onChange={setName}
        isRequired
      />
    </ActionDialog>
  );
}
