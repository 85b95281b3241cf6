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
import { wrapToWidth } from './wrapToWidth';

/**
 * A column of a table.
 *
 * @public
 */
export interface TableColumn {
  title: string;
  /** Columns of text it has at least; it grows with what it holds. */
  minWidth?: number;
  /** Whether what it holds is never broken, such as ids to be copied. */
  whole?: boolean;
}

/**
 * Draws a table with a heavy header.
 *
 * @param options - `maxWidth`: columns of text there are; what does not fit is
 * broken into lines, as far as that goes
 *
 * @public
 */
export function renderTable(
  columns: TableColumn[],
  rows: string[][],
  options: { maxWidth?: number } = {},
): string {
  const wanted = columns.map(({ title, minWidth = 0 }, column) =>
    rows.reduce(
      (width, row) => Math.max(width, displayWidth(row[column])),
      Math.max(minWidth, displayWidth(title)),
    ),
  );
  const widths = fitted(columns, wanted, options.maxWidth);
  const rule = (left: string, line: string, middle: string, right: string) =>
    left + widths.map(width => line.repeat(width + 2)).join(middle) + right;
  const cells = (bar: string, texts: string[]) => {
    const broken = texts.map((text, column) =>
      wrapToWidth(text, widths[column]),
    );
    const height = Math.max(...broken.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => {
      const parts = broken.map((lines, column) =>
        padToWidth(lines[line] ?? '', widths[column]),
      );
      return `${bar} ${parts.join(` ${bar} `)} ${bar}`;
    });
  };

  return [
    rule('┏', '━', '┳', '┓'),
    ...cells(
      '┃',
      columns.map(({ title }) => title),
    ),
    rule('┡', '━', '╇', '┩'),
    ...rows.flatMap(row => cells('│', row)),
    rule('└', '─', '┴', '┘'),
  ].join('\n');
}

/** Narrowest a column is made. */
const MIN_WIDTH = 8;

/** Takes from the widest columns until the table fits, or nothing is left. */
function fitted(
  columns: TableColumn[],
  wanted: number[],
  maxWidth = Infinity,
): number[] {
  const widths = [...wanted];
  const total = () => widths.reduce((sum, width) => sum + width + 3, 1);
  while (total() > maxWidth) {
    const [widest] = [...widths.keys()]
      .filter(column => !columns[column].whole && widths[column] > MIN_WIDTH)
      .sort((a, b) => widths[b] - widths[a]);
    if (widest === undefined) {
      break;
    }
    widths[widest] -= 1;
  }
  return widths;
}
