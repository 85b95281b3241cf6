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

import {
  allPages,
  Page,
  PageRequest,
  printable,
  renderCsv,
  renderTable,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from './ExitCode';
import { oneOf } from './oneOf';
import { properties } from './properties';
import { Terminal } from './Terminal';
import { toJson } from './toJson';

/** Flags of commands that list something. */
export const listingFlags = {
  search: {
    type: String,
    placeholder: '<text>',
    description: 'Only those whose name or email contains this',
  },
  output: {
    type: oneOf('table', 'csv', 'json'),
    placeholder: '<table|csv|json>',
    description: 'How to report (default: table)',
  },
} as const;

/** A column of a listing. */
export interface ListingColumn<T> {
  /** Heading of the table. */
  title: string;
  /** Heading of the CSV. */
  key: string;
  /** Whether what it holds is never broken, such as ids to be copied. */
  whole?: boolean;
  value(item: T): string | number | undefined;
}

/** Lists everything, as a table, as CSV or as JSON. */
export async function reportListing<T>(options: {
  terminal: Terminal;
  flags: { search?: string; output?: 'table' | 'csv' | 'json' };
  list(page: PageRequest): Promise<Page<T>>;
  columns: ListingColumn<T>[];
  /** What to say if there is nothing. */
  empty: string;
}): Promise<ExitCode> {
  const { terminal, flags, list, columns, empty } = options;
  const { search, output } = flags;
  const items: T[] = [];
  for await (const item of allPages(page => list({ ...page, search }))) {
    items.push(item);
  }
  switch (output) {
    case 'csv':
      await terminal.report(
        renderCsv([
          columns.map(({ key }) => key),
          ...items.map(item => cells(columns, item)),
        ]),
      );
      break;
    case 'json':
      await terminal.report(toJson({ items }));
      break;
    default:
      await terminal.report(
        items.length === 0
          ? empty
          : listingTable(columns, items, terminal.width),
      );
  }
  return ExitCode.Done;
}

/** A table of items; one below the other where a table does not fit. */
export function listingTable<T>(
  columns: ListingColumn<T>[],
  items: T[],
  maxWidth?: number,
): string {
  const rows = items.map(item => cells(columns, item));
  const table = renderTable(
    columns,
    rows.map(row => row.map(printable)),
    { maxWidth },
  );
  const [rule] = table.split('\n', 1);
  return maxWidth === undefined || rule.length <= maxWidth
    ? table
    : rows.map(row => record(columns, row)).join('\n\n');
}

/** An item, one line for each thing to say about it. */
function record<T>(columns: ListingColumn<T>[], row: string[]): string {
  return properties(
    Object.fromEntries(
      columns.map(({ title }, index) => [title, row[index] || undefined]),
    ),
  );
}

function cells<T>(columns: ListingColumn<T>[], item: T): string[] {
  return columns.map(({ value }) => String(value(item) ?? ''));
}
