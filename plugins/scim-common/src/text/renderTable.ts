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

import { displayWidth, padToWidth } from './displayWidth';

/**
 * A column of a table.
 *
 * @internal
 */
export interface TableColumn {
  title: string;
  /** Columns of text it has at least; it grows with what it holds. */
  minWidth?: number;
}

/**
 * Draws a table with a heavy header.
 *
 * @internal
 */
export function renderTable(columns: TableColumn[], rows: string[][]): string {
  const widths = columns.map(({ title, minWidth = 0 }, column) =>
    rows.reduce(
      (width, row) => Math.max(width, displayWidth(row[column])),
      Math.max(minWidth, displayWidth(title)),
    ),
  );
  const rule = (left: string, line: string, middle: string, right: string) =>
    left + widths.map(width => line.repeat(width + 2)).join(middle) + right;
  const cells = (bar: string, texts: string[]) =>
    `${bar} ${texts
      .map((text, column) => padToWidth(text, widths[column]))
      .join(` ${bar} `)} ${bar}`;

  return [
    rule('┏', '━', '┳', '┓'),
    cells(
      '┃',
      columns.map(({ title }) => title),
    ),
    rule('┡', '━', '╇', '┩'),
    ...rows.map(row => cells('│', row)),
    rule('└', '─', '┴', '┘'),
  ].join('\n');
}
