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
import { Combobox } from '@backstage/ui';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';

/** Finds one thing of a listing by typing a part of its name. */
export function ListingPicker<T extends { id: string }>(props: {
  label: string;
  description?: string;
  /** Reads a page; keep its identity between renders. */
  list(page: PageRequest): Promise<Page<T>>;
  nameOf(item: T): string;
  onPick(item: T | undefined): void;
}) {
  const { label, description, list, nameOf, onPick } = props;
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  useDebounce(() => setSearch(text), 250, [text]);
  const { value, loading } = useAsync(
    () => list({ search, limit: 20 }),
    [list, search],
  );
  const items = value?.items ?? [];
  return (
    <Combobox
      label={label}
      description={description}
      isRequired
      options={items.map(item => ({ value: item.id, label: nameOf(item) }))}
      search={{ mode: 'server', inputValue: text, onInputChange: setText }}
      loading={{ state: loading ? 'loading' : 'idle' }}
      onSelectionChange={key => {
        const picked = items.find(({ id }) => id === key);
        onPick(picked);
        if (picked) {
          setText(nameOf(picked));
        }
      }}
    />
  );
}
