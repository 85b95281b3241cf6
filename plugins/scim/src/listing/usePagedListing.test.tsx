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

import { act, renderHook, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { usePagedListing } from './usePagedListing';

const FILTERS = ['status'] as const;

/** Three pages of one item, each with the cursor of the next. */
const list = jest.fn(async ({ cursor = '1' }: { cursor?: string }) => ({
  items: [`item ${cursor}`],
  totalItems: 3,
  nextCursor: cursor === '3' ? undefined : String(Number(cursor) + 1),
}));

function show(url: string) {
  const wrapper = ({ children }: PropsWithChildren) => (
    <MemoryRouter initialEntries={[url]}>{children}</MemoryRouter>
  );
  const { result } = renderHook(
    () => ({
      listing: usePagedListing({
        name: 'users',
        list,
        filters: FILTERS,
        pageSize: 1,
      }),
      url: useLocation().search,
    }),
    { wrapper },
  );
  return result;
}

type Shown = ReturnType<typeof show>;
const items = (shown: Shown) => shown.current.listing.page?.items;

describe('usePagedListing', () => {
  beforeEach(() => list.mockClear());

  it('shows what the URL says', async () => {
    const shown = show('/?users.search=ma&users.status=active&users.cursor=2');
    await waitFor(() => expect(items(shown)).toEqual(['item 2']));
    expect(list).toHaveBeenCalledWith({
      search: 'ma',
      status: 'active',
      cursor: '2',
      limit: 1,
    });
    expect(shown.current.listing.filters).toEqual({ status: 'active' });
  });

  it('goes forward and back page by page', async () => {
    const shown = show('/');
    for (const page of ['item 1', 'item 2', 'item 3']) {
      await waitFor(() => expect(items(shown)).toEqual([page]));
      await waitFor(() => expect(shown.current.listing.loading).toBe(false));
      act(() => shown.current.listing.onNext?.());
    }
    expect(shown.current.listing.onNext).toBeUndefined();
    expect(shown.current.listing.offset).toBe(2);

    act(() => shown.current.listing.onPrevious?.());
    await waitFor(() => expect(items(shown)).toEqual(['item 2']));
  });

  it('begins at the first page again when it is filtered, and keeps what is searched for', async () => {
    const shown = show('/?users.search=ma&users.cursor=2&other=kept');
    await waitFor(() => expect(items(shown)).toEqual(['item 2']));

    act(() => shown.current.listing.setFilter('status', 'inactive'));
    await waitFor(() => expect(items(shown)).toEqual(['item 1']));
    expect(shown.current.url).toBe(
      '?users.search=ma&other=kept&users.status=inactive',
    );

    act(() => shown.current.listing.setFilter('status', undefined));
    await waitFor(() =>
      expect(shown.current.url).toBe('?users.search=ma&other=kept'),
    );
  });
});
