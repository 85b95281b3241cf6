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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Page,
  PageRequest,
  PlanChange,
} from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { EmptyState, ErrorNotice, LoadingRows, Panel } from '../layout';
import {
  ListingPagination,
  ListingSearch,
  PagedListing,
  usePagedListing,
} from '../listing';
import { scimTranslationRef } from '../translation';
import { UserChanges } from './UserChanges';
import styles from './ChangesPanel.module.css';

/** Changed roles, person by person. */
export function ChangesPanel(props: {
  list: (page: PageRequest) => Promise<Page<PlanChange>>;
  /** Number of changes without a search. */
  total: number;
  title: string;
  actions?: ReactNode;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { list, total, title, actions } = props;
  const listing = usePagedListing({ name: 'changes', list });
  return (
    <Panel
      title={title}
      actions={
        <>
          {total > 0 && (
            <ListingSearch
              label={t('enforce.changes.search')}
              value={listing.search}
              onChange={listing.setSearch}
            />
          )}
          {actions}
        </>
      }
    >
      <Rows listing={listing} />
    </Panel>
  );
}

function Rows({ listing }: { listing: PagedListing<Page<PlanChange>> }) {
  const { t } = useTranslationRef(scimTranslationRef);
  if (listing.error) {
    return <ErrorNotice error={listing.error} onRetry={listing.retry} />;
  }
  if (!listing.page) {
    return <LoadingRows />;
  }
  const { items } = listing.page;
  if (items.length === 0) {
    return listing.search ? (
      <EmptyState
        title={t('listing.noMatch.title')}
        description={t('listing.noMatch.description', {
          search: listing.search,
        })}
      />
    ) : (
      <Text color="secondary">{t('enforce.changes.empty')}</Text>
    );
  }
  return (
    <>
      <ul className={styles.users} aria-busy={listing.loading}>
        {byUser(items).map(changes => (
          <li key={changes[0].user.id} className={styles.user}>
            <UserChanges changes={changes} />
          </li>
        ))}
      </ul>
      <ListingPagination listing={listing} label={t('enforce.changes.pages')} />
    </>
  );
}

/** The listing is ordered by person; a page may begin in the middle of one. */
function byUser(changes: PlanChange[]): PlanChange[][] {
  const users: PlanChange[][] = [];
  for (const change of changes) {
    const last = users.at(-1);
    if (last?.[0].user.id === change.user.id) {
      last.push(change);
    } else {
      users.push([change]);
    }
  }
  return users;
}
