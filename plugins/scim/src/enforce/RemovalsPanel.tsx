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
  OrphanedEntity,
  Page,
  PageRequest,
  PlanRemoval,
} from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { EmptyState, ErrorNotice, LoadingRows, Panel } from '../layout';
import {
  ListingPagination,
  ListingSearch,
  PagedListing,
  usePagedListing,
} from '../listing';
import { scimTranslationRef } from '../translation';
import { EntityLink, PersonName } from '../access';
import styles from './RemovalsPanel.module.css';

/** People whose membership ends, or, for a rollback, comes back. */
export function RemovalsPanel(props: {
  list: (page: PageRequest) => Promise<Page<PlanRemoval>>;
  title: string;
  description: string;
  /** Catalog entities that would be without an active owner, as far as known. */
  orphaned?: OrphanedEntity[];
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { list, title, description, orphaned = [] } = props;
  const listing = usePagedListing({ name: 'removals', list });
  return (
    <Panel
      title={title}
      description={description}
      actions={
        <ListingSearch
          label={t('enforce.removals.search')}
          value={listing.search}
          onChange={listing.setSearch}
        />
      }
    >
      <Rows listing={listing} orphaned={orphaned} />
    </Panel>
  );
}

function Rows(props: {
  listing: PagedListing<Page<PlanRemoval>>;
  orphaned: OrphanedEntity[];
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { listing, orphaned } = props;
  if (listing.error) {
    return <ErrorNotice error={listing.error} onRetry={listing.retry} />;
  }
  if (!listing.page) {
    return <LoadingRows rows={2} />;
  }
  if (listing.page.items.length === 0) {
    return (
      <EmptyState
        title={t('listing.noMatch.title')}
        description={t('listing.noMatch.description', {
          search: listing.search,
        })}
      />
    );
  }
  return (
    <>
      <ul className={styles.people} aria-busy={listing.loading}>
        {listing.page.items.map(({ user, bindings }) => (
          <li key={user.id} className={styles.row}>
            <PersonName user={user} />
            <OwnedAlone
              entities={orphaned.filter(({ formerOwners }) =>
                formerOwners.includes(user.entityRef),
              )}
            />
            <Text variant="body-small" color="secondary">
              {t('enforce.removals.bindings', { count: bindings })}
            </Text>
          </li>
        ))}
      </ul>
      <ListingPagination
        listing={listing}
        label={t('enforce.removals.pages')}
      />
    </>
  );
}

function OwnedAlone({ entities }: { entities: OrphanedEntity[] }) {
  const { t } = useTranslationRef(scimTranslationRef);
  if (entities.length === 0) {
    return null;
  }
  return (
    <div className={styles.owned}>
      <Text variant="body-small" color="secondary">
        {t('enforce.removals.ownsAlone')}
      </Text>
      {entities.map(({ entityRef, title }) => (
        <EntityLink key={entityRef} entityRef={entityRef}>
          {title ?? entityRef}
        </EntityLink>
      ))}
    </div>
  );
}
