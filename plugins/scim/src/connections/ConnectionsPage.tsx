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
import { Button } from '@backstage/ui';
import { RiAddLine, RiPlugLine } from '@remixicon/react';
import { useMemo } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { scimApiRef } from '../api';
import { CatalogPanel } from '../conflicts';
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
import { ConnectionInstructions, CreateConnection } from './create';
import { issuedTokens } from './issuedTokens';
import { ScimOffNotice } from './ScimOffNotice';

/** Beside ids of connections, what the URL may say is shown. */
const NEW = 'new';
const INSTRUCTIONS = 'instructions';

/** Identity providers that push over SCIM: connect one, watch it, rotate its token. */
export function ConnectionsPage() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [opened, open] = useOpenItem('connection');
  const list = useMemo(() => scim.listConnections.bind(scim), [scim]);
  const listing = usePagedListing({ name: 'connections', list });

  const providers = useAsync(() => scim.listProviders(), [scim]);
  const titles = Object.fromEntries(
    (providers.value?.items ?? []).map(({ id, title }) => [id, title]),
  );

  if (opened) {
    const [id, view] = opened.split('/');
    const close = () => {
      issuedTokens.delete(id);
      open(undefined);
      listing.retry();
    };
    return (
      <PageBody>
        {opened === NEW && (
          <CreateConnection
            onCreated={created => open(`${created}/${INSTRUCTIONS}`)}
            onClose={close}
          />
        )}
        {opened !== NEW && view === INSTRUCTIONS && (
          <ConnectionInstructions key={id} id={id} onClose={() => open(id)} />
        )}
        {opened !== NEW && view !== INSTRUCTIONS && (
          <ConnectionView
            key={id}
            id={id}
            titles={titles}
            onShowInstructions={() => open(`${id}/${INSTRUCTIONS}`)}
            onClose={close}
          />
        )}
      </PageBody>
    );
  }
  const create = (
    <Button size="small" iconStart={<RiAddLine />} onPress={() => open(NEW)}>
      {t('connections.create.action')}
    </Button>
  );
  return (
    <PageBody>
      <ScimOffNotice />
      <Panel
        title={t('connections.title')}
        description={t('connections.description')}
        actions={create}
        toolbar={
          <ListingSearch
            label={t('connections.search')}
            value={listing.search}
            onChange={listing.setSearch}
          />
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
              titles={titles}
              isStale={listing.loading}
              onOpen={open}
            />
          )}
        </Listing>
      </Panel>
      <CatalogPanel />
    </PageBody>
  );
}
