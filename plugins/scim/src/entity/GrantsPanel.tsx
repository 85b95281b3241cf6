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
import { PageRequest } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { RoleBadge } from '../access';
import { scimApiRef } from '../api';
import { Panel } from '../layout';
import { DataTable, Listing, usePagedListing } from '../listing';
import { scimTranslationRef } from '../translation';

/** The roles that a group gives whoever is in it. */
export function GrantsPanel(props: {
  /** Names the listing in the URL. */
  name: string;
  /** SCIM id of the group. */
  group: string;
  title: string;
  description: string;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { name, group, title, description } = props;
  const list = useCallback(
    (page: PageRequest) =>
      scim.listBindings({ ...page, principalType: 'group', principal: group }),
    [scim, group],
  );
  const listing = usePagedListing({ name, list, pageSize: 10 });
  return (
    <Panel title={title} description={description}>
      <Listing
        listing={listing}
        pagesLabel={t('entity.group.pages', { title })}
        empty={<Text color="secondary">{t('entity.group.noGrants')}</Text>}
      >
        {({ items }) => (
          <DataTable
            label={title}
            rows={items}
            keyOf={({ id }) => id}
            isStale={listing.loading}
            columns={[
              {
                title: t('bindings.column.resource'),
                cell: ({ resource }) => (
                  <>
                    {resource.label}{' '}
                    <Text as="span" variant="body-small" color="secondary">
                      {resource.type}
                    </Text>
                  </>
                ),
              },
              {
                title: t('bindings.column.role'),
                cell: ({ role }) => <RoleBadge role={role} />,
              },
            ]}
          />
        )}
      </Listing>
    </Panel>
  );
}
