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

import { Page, PageRequest } from '@backstage-scim/plugin-scim-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup, SearchField, Text } from '@backstage/ui';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useDebounce from 'react-use/esm/useDebounce';
import useMount from 'react-use/esm/useMount';
import { ErrorNotice, LoadingRows } from '../layout';
import { scimTranslationRef } from '../translation';
import styles from './ListingPicker.module.css';

const SHOWN = 20;

/**
 * Finds one thing of a listing by typing a part of its name.
 *
 * What was found stands below the field and not in a list above the page: such
 * a list closes when anything scrolls, and what is chosen while it closes
 * leaves the dialog behind it out of reach.
 */
export function ListingPicker<T extends { id: string }>(props: {
  label: string;
  /** Reads a page; keep its identity between renders. */
  list(page: PageRequest): Promise<Page<T>>;
  nameOf(item: T): string;
  onPick(item: T | undefined): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { label, list, nameOf, onPick } = props;
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  const [picked, setPicked] = useState<T>();
  useDebounce(() => setSearch(text), 250, [text]);
  const { value, loading, error, retry } = useAsyncRetry(
    () => list({ search, limit: SHOWN }),
    [list, search],
  );
  const pick = (item: T | undefined) => {
    setPicked(item);
    onPick(item);
  };
  // A dialog that is opened again begins anew.
  useMount(() => onPick(undefined));
  const more = value ? value.totalItems - value.items.length : 0;
  return (
    <div className={styles.picker}>
      <SearchField
        label={label}
        isRequired
        value={text}
        onChange={next => {
          setText(next);
          // Nothing is chosen that may no longer be in sight.
          pick(undefined);
        }}
      />
      <div className={styles.found} aria-busy={loading || text !== search}>
        {error && <ErrorNotice error={error} onRetry={retry} />}
        {!value && !error && <LoadingRows rows={3} height={24} />}
        {value?.items.length === 0 && (
          <Text color="secondary">{t('listing.noMatch.title')}</Text>
        )}
        {value && value.items.length > 0 && (
          <RadioGroup
            aria-label={label}
            value={picked?.id ?? null}
            onChange={id => pick(value.items.find(item => item.id === id))}
          >
            {value.items.map(item => (
              <Radio key={item.id} value={item.id}>
                {nameOf(item)}
              </Radio>
            ))}
          </RadioGroup>
        )}
        {more > 0 && (
          <Text variant="body-small" color="secondary">
            {t('listing.more', { count: more })}
          </Text>
        )}
      </div>
    </div>
  );
}
