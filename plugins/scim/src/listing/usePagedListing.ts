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
import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** A page to read, with what the listing is narrowed down to. */
export type FilteredPageRequest<TFilter extends string> = PageRequest &
  Partial<Record<TFilter, string>>;

/** A listing that the server searches and pages. */
export interface PagedListing<
  TPage extends Page<unknown>,
  TFilter extends string = string,
> {
  /** The present page; the one before while the next one loads. */
  page?: TPage;
  loading: boolean;
  error?: Error;
  retry(): void;
  search: string;
  setSearch(search: string): void;
  /** What the listing is narrowed down to; absent filters let everything through. */
  filters: Partial<Record<TFilter, string>>;
  setFilter(filter: TFilter, value: string | undefined): void;
  pageSize: number;
  /** Number of items on the pages before. */
  offset: number;
  /** Absent on the last page. */
  onNext?: () => void;
  /** Absent on the first page. */
  onPrevious?: () => void;
}

const NO_FILTERS: readonly never[] = [];

/**
 * Reads a listing page by page. What is searched and filtered for and which page
 * is shown stand in the URL, in parameters that begin with `name`.
 *
 * @param list - reads a page; keep its identity between renders
 * @param filters - names of the filters; keep its identity as well
 */
export function usePagedListing<
  TPage extends Page<unknown>,
  TFilter extends string = never,
>(options: {
  name: string;
  list: (page: FilteredPageRequest<TFilter>) => Promise<TPage>;
  filters?: readonly TFilter[];
  pageSize?: number;
}): PagedListing<TPage, TFilter> {
  const { name, list, filters: names = NO_FILTERS, pageSize = 25 } = options;
  const [params, setParams] = useSearchParams();
  const search = params.get(`${name}.search`) ?? '';
  const cursor = params.get(`${name}.cursor`) ?? undefined;
  const number = cursor ? Number(params.get(`${name}.page`)) || 2 : 1;
  const query = params.toString();
  const filters = useMemo(() => {
    const present = new URLSearchParams(query);
    return Object.fromEntries(
      names.flatMap(filter => {
        const text = present.get(`${name}.${filter}`);
        return text ? [[filter, text]] : [];
      }),
    ) as Partial<Record<TFilter, string>>;
  }, [name, names, query]);
  const filterKey = JSON.stringify(filters);
  // Cursors only lead forward: remembered on the way, for the way back.
  const cursors = useRef(new Map<number, string>());

  const { value, loading, error, retry } = useAsyncRetry(
    () => list({ ...filters, cursor, search, limit: pageSize }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `filterKey` stands for `filters`, which any change of the URL makes anew
    [list, cursor, search, pageSize, filterKey],
  );

  const show = useCallback(
    (
      next: { search: string; cursor?: string; number: number },
      filter?: { name: string; value: string | undefined },
    ) => {
      if (next.cursor) {
        cursors.current.set(next.number, next.cursor);
      }
      setParams(
        before => {
          const after = new URLSearchParams(before);
          for (const [key, text] of [
            ['search', next.search],
            ['cursor', next.cursor],
            ['page', next.cursor && String(next.number)],
            ...(filter ? [[filter.name, filter.value]] : []),
          ] as Array<[string, string | undefined]>) {
            if (text) {
              after.set(`${name}.${key}`, text);
            } else {
              after.delete(`${name}.${key}`);
            }
          }
          return after;
        },
        { replace: true },
      );
    },
    [name, setParams],
  );

  const setSearch = useCallback(
    (text: string) => {
      cursors.current.clear();
      show({ search: text, number: 1 });
    },
    [show],
  );

  const setFilter = useCallback(
    (filter: TFilter, text: string | undefined) => {
      cursors.current.clear();
      show({ search, number: 1 }, { name: filter, value: text });
    },
    [show, search],
  );

  const nextCursor = value?.nextCursor;
  const previousCursor = cursors.current.get(number - 1);
  return {
    page: value,
    loading,
    error,
    retry,
    search,
    setSearch,
    filters,
    setFilter,
    pageSize,
    offset: (number - 1) * pageSize,
    onNext:
      nextCursor && !loading
        ? () => show({ search, cursor: nextCursor, number: number + 1 })
        : undefined,
    onPrevious:
      number > 1 && !loading
        ? () =>
            show({
              search,
              cursor: previousCursor,
              number: previousCursor ? number - 1 : 1,
            })
        : undefined,
  };
}
