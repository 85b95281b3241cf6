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
import { IssuedToken } from '@backstage-scim/plugin-scim-common';
import { Button } from '@backstage/ui';
import { RiAddLine, RiPlugLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { scimApiRef } from '../api';
import { EmptyState, PageBody, Panel } from '../layout';
import {
  Listing,
  ListingSearch,
  useOpenItem,
  usePagedListing,
} from '../listing';
import { scimTranslationRef } from '../translation';
import { ConnectionsTable } from './ConnectionsTable';
import { ConnectionView } from './ConnectionView';
import { CreateConnection } from './create';

/** Identity providers that push over SCIM: connect one, watch it, rotate its token. */
export function ConnectionsPage() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [opened, open] = useOpenItem('connection');
  const [isCreating, setCreating] = useOpenItem('create');
  // Shown this once, and nowhere but in memory.
  const [issued, setIssued] = useState<IssuedToken>();
  const list = useMemo(() => scim.listConnections.bind(scim), [scim]);
  const listing = usePagedListing({ name: 'connections', list });

  if (isCreating) {
    return (
      <PageBody>
        <CreateConnection
          issued={issued}
          onIssued={setIssued}
          onClose={() => {
            setCreating(undefined);
            setIssued(undefined);
            listing.retry();
          }}
        />
      </PageBody>
    );
  }
  if (opened) {
    return (
      <PageBody>
        <ConnectionView
          key={opened}
          id={opened}
          onClose={() => {
            open(undefined);
            listing.retry();
          }}
        />
      </PageBody>
    );
  }
  const create = (
    <Button
      size="small"
      iconStart={<RiAddLine />}
      onPress={() => setCreating('provider')}
    >
      {t('connections.create.action')}
    </Button>
  );
  return (
    <PageBody>
      <Panel
        title={t('connections.title')}
        description={t('connections.description')}
        actions={
          <>
            <ListingSearch
              label={t('connections.search')}
              value={listing.search}
              onChange={listing.setSearch}
            />
            {create}
          </>
        }
      >
        <Listing
          listing={listing}
          pagesLabel={t('connections.pages')}
          empty={
            <EmptyState
              icon={<RiPlugLine />}
              title={t('connections.empty.title')}
              description={t('connections.empty.description')}
              action={create}
            />
          }
        >
          {({ items }) => (
            <ConnectionsTable
              connections={items}
              isStale={listing.loading}
              onOpen={open}
            />
          )}
        </Listing>
      </Panel>
    </PageBody>
  );
}
