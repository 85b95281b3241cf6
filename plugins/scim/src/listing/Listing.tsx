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

import { Page } from '@backstage-scim/plugin-scim-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiSearchLine } from '@remixicon/react';
import { ReactElement } from 'react';
import { EmptyState, ErrorNotice, LoadingRows } from '../layout';
import { scimTranslationRef } from '../translation';
import { ListingPagination } from './ListingPagination';
import { PagedListing } from './usePagedListing';

/** What a listing shows in each of its states, and the way to its other pages. */
export function Listing<TPage extends Page<unknown>>(props: {
  listing: PagedListing<TPage>;
  /** Names the buttons that lead to other pages. */
  pagesLabel: string;
  /** Shown if there is nothing, and nothing was searched or filtered for. */
  empty: ReactElement;
  children(page: TPage): ReactElement;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { listing, pagesLabel, empty, children } = props;
  const { page, error, retry, search, filters } = listing;
  if (error) {
    return <ErrorNotice error={error} onRetry={retry} />;
  }
  if (!page) {
    return <LoadingRows />;
  }
  if (page.items.length === 0) {
    const isFiltered = Object.keys(filters).length > 0;
    return search || isFiltered ? (
      <EmptyState
        icon={<RiSearchLine />}
        title={t('listing.noMatch.title')}
        description={
          isFiltered
            ? t('listing.noMatch.filtered')
            : t('listing.noMatch.description', { search })
        }
      />
    ) : (
      empty
    );
  }
  return (
    <>
      {children(page)}
      <ListingPagination listing={listing} label={pagesLabel} />
    </>
  );
}
