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
import { Page } from '@backstage-scim/plugin-scim-common';
import { Button, Text } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { scimTranslationRef } from '../translation';
import styles from './ListingPagination.module.css';
import { PagedListing } from './usePagedListing';

/** Where one is in a listing, and the way to the pages before and after. */
export function ListingPagination(props: {
  listing: PagedListing<Page<unknown>>;
  /** Names the buttons as a whole, for people who cannot see where they stand. */
  label: string;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { page, offset, onNext, onPrevious } = props.listing;
  if (!page || page.items.length === 0) {
    return null;
  }
  return (
    <nav className={styles.pagination} aria-label={props.label}>
      <Text
        variant="body-small"
        color="secondary"
        role="status"
        className={styles.position}
      >
        {t('listing.position', {
          from: (offset + 1).toLocaleString(),
          to: (offset + page.items.length).toLocaleString(),
          total: page.totalItems.toLocaleString(),
        })}
      </Text>
      {(onNext || onPrevious) && (
        <>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiArrowLeftSLine />}
            isDisabled={!onPrevious}
            onPress={onPrevious}
          >
            {t('listing.previous')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            iconEnd={<RiArrowRightSLine />}
            isDisabled={!onNext}
            onPress={onNext}
          >
            {t('listing.next')}
          </Button>
        </>
      )}
    </nav>
  );
}
