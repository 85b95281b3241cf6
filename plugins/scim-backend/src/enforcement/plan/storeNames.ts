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

import { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { insertColumns } from './insertColumns';
import { NAMES_PAGE, PlanNamesRow } from './planRows';
import { searchKey } from './searchKey';

/** Pages that one statement writes, before others have a turn. */
const PAGES = 16;

/** What a plan keeps of the things of one kind that its rows name. */
export interface PlanNames {
  kind: PlanNamesRow['kind'];
  /** Row ids, lowest first. */
  ids: Int32Array;
  name(id: number): {
    /** What people search for. */
    keys: Array<string | undefined>;
    detail: object;
  };
}

/**
 * Writes them page by page, one kind after the other. The next pages are made
 * while the database writes some.
 */
export async function storeNames(
  knex: Knex,
  { plan, signal }: { plan: number; signal?: AbortSignal },
  kinds: Iterable<PlanNames>,
): Promise<void> {
  let writing = Promise.resolve();
  try {
    for (const names of kinds) {
      await setImmediate();
      for (const pages of slicesOf(names)) {
        await writing;
        signal?.throwIfAborted();
        writing = writePages(knex, { plan_id: plan, kind: names.kind }, pages);
        // How it fails is seen when it is awaited.
        writing.catch(() => {});
        await setImmediate();
      }
    }
  } finally {
    await writing;
  }
}

type Page = ReturnType<typeof pageAt>;

/** Pages to be written by one statement. */
function* slicesOf(names: PlanNames): Generator<Page[]> {
  for (let next = 0; next < names.ids.length; ) {
    const pages: Page[] = [];
    while (next < names.ids.length && pages.length < PAGES) {
      const page = pageAt(names, next);
      pages.push(page);
      next = page.end;
    }
    yield pages;
  }
}

function writePages(
  knex: Knex,
  of: { plan_id: number; kind: string },
  pages: Page[],
): Promise<void> {
  return insertColumns(knex, 'plan_name_pages', of, {
    page: { type: 'int', values: pages.map(({ page }) => page) },
    search_keys: { type: 'text', values: pages.map(({ keys }) => keys) },
    details: { type: 'text', values: pages.map(({ details }) => details) },
  });
}

/** The page that begins with one of the ids, and where the next one begins. */
function pageAt({ ids, name }: PlanNames, start: number) {
  const page = Math.floor(ids[start] / NAMES_PAGE);
  const keys: string[] = [];
  const details: Record<number, object> = {};
  let end = start;
  while (end < ids.length && Math.floor(ids[end] / NAMES_PAGE) === page) {
    const id = ids[end++];
    const named = name(id);
    keys.push(`${id} ${searchKey(...named.keys)}`);
    details[id] = named.detail;
  }
  return { page, keys: keys.join('\n'), details: JSON.stringify(details), end };
}
