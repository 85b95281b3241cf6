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
  ConnectionReview,
  ConnectionSummary,
  PageRequest,
  ReviewChangedError,
} from '@backstage-scim/plugin-scim-common';
import { Alert, Button, Text } from '@backstage/ui';
import { RiCheckLine, RiSearchEyeLine } from '@remixicon/react';
import { useCallback } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { ActionDialog, ErrorNotice, Panel, Stat, StatRow } from '../layout';
import { DataTable, Listing, ListingSearch, usePagedListing } from '../listing';
import { scimTranslationRef } from '../translation';

/** What activating a pending connection would do, to be seen before it is done. */
export function ReviewPanel(props: {
  connection: ConnectionSummary;
  onActivated(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { connection, onActivated } = props;
  const [{ value: review, loading, error }, makeReview] = useAsyncFn(
    () => scim.reviewConnection(connection.id),
    [scim, connection.id],
  );
  return (
    <Panel
      title={t('connections.review.title')}
      description={t('connections.review.description')}
      actions={
        <Button
          size="small"
          variant={review ? 'secondary' : 'primary'}
          iconStart={<RiSearchEyeLine />}
          isPending={loading}
          onPress={() => makeReview()}
        >
          {review
            ? t('connections.review.again')
            : t('connections.review.action')}
        </Button>
      }
    >
      {error && <ErrorNotice error={error} onRetry={() => makeReview()} />}
      {review && (
        <Reviewed
          key={review.fingerprint}
          connection={connection}
          review={review}
          onActivated={onActivated}
        />
      )}
    </Panel>
  );
}

function Reviewed(props: {
  connection: ConnectionSummary;
  review: ConnectionReview;
  onActivated(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { connection, review, onActivated } = props;
  const { counts, fingerprint } = review;
  const list = useCallback(
    (page: PageRequest) =>
      scim.listReviewItems(connection.id, fingerprint, page),
    [scim, connection.id, fingerprint],
  );
  const listing = usePagedListing({ name: 'review', list, pageSize: 10 });
  return (
    <>
      <StatRow>
        <Stat
          label={t('connections.review.usersCreate')}
          value={counts.usersCreate}
        />
        <Stat
          label={t('connections.review.usersLink')}
          value={counts.usersLink}
        />
        <Stat
          label={t('connections.review.groupsCreate')}
          value={counts.groupsCreate}
        />
        <Stat
          label={t('connections.review.groupsLink')}
          value={counts.groupsLink}
        />
        <Stat
          label={t('connections.review.atStake')}
          value={counts.bindingsAtStake}
          tone="warning"
        />
        <Stat
          label={t('connections.review.conflicts')}
          value={counts.conflicts}
          tone="danger"
        />
      </StatRow>
      <ListingSearch
        label={t('connections.review.search')}
        value={listing.search}
        onChange={listing.setSearch}
      />
      <Listing
        listing={listing}
        pagesLabel={t('connections.review.pages')}
        empty={<Text color="secondary">{t('connections.review.empty')}</Text>}
      >
        {({ items }) => (
          <DataTable
            label={t('connections.review.title')}
            rows={items}
            keyOf={({ kind, id }) => `${kind} ${id}`}
            isStale={listing.loading}
            columns={[
              {
                title: t('connections.review.column.name'),
                cell: ({ name }) => name,
              },
              {
                title: t('connections.review.column.kind'),
                cell: ({ kind }) => t(`connections.review.kind.${kind}`),
              },
              {
                title: t('connections.review.column.action'),
                cell: ({ action, target }) =>
                  action === 'wait' && !target
                    ? t('connections.review.does.waitForTeam')
                    : t(`connections.review.does.${action}`, {
                        target: target ?? '',
                      }),
              },
              {
                title: t('connections.review.column.bindings'),
                cell: ({ bindings }) => bindings.toLocaleString(),
              },
            ]}
          />
        )}
      </Listing>
      <div>
        <ActionDialog
          action={t('connections.activate.action')}
          icon={<RiCheckLine />}
          variant="primary"
          title={t('connections.activate.title', { name: connection.name })}
          confirm={t('connections.activate.action')}
          onConfirm={async () => {
            try {
              await scim.activateConnection(connection.id, { fingerprint });
            } catch (error) {
              throw error instanceof ReviewChangedError
                ? new Error(
                    t('connections.activate.changed', {
                      count: error.difference.total,
                    }),
                  )
                : error;
            }
            onActivated();
          }}
        >
          <Text>{t('connections.activate.description')}</Text>
          {counts.bindingsAtStake > 0 && (
            <Alert
              status="warning"
              icon
              title={t('connections.activate.atStake', {
                count: counts.bindingsAtStake,
              })}
            />
          )}
        </ActionDialog>
      </div>
    </>
  );
}
