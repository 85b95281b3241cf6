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

import { ReactNode } from 'react';
import styles from './DataTable.module.css';

/** A column of a {@link DataTable}. */
export interface DataColumn<T> {
  title: string;
  cell(row: T): ReactNode;
  /** Keeps the title for people who cannot see; for columns of buttons. */
  isTitleHidden?: boolean;
}

/** A table whose first column names the row; on a small screen, one card for each row. */
export function DataTable<T>(props: {
  label: string;
  columns: DataColumn<T>[];
  rows: T[];
  keyOf(row: T): string;
  /** True while other rows load. */
  isStale?: boolean;
  footer?: ReactNode;
}) {
  const { label, columns, rows, keyOf, isStale, footer } = props;
  const [first, ...others] = columns;
  return (
    <table className={styles.table} aria-busy={isStale} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ title, isTitleHidden }) => (
            <th key={title} scope="col" data-hidden={isTitleHidden}>
              <span>{title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={keyOf(row)}>
            <th scope="row">{first.cell(row)}</th>
            {others.map(({ title, cell, isTitleHidden }) => (
              <td key={title} data-label={isTitleHidden ? undefined : title}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {footer && (
        <tfoot>
          <tr>
            <td colSpan={columns.length}>{footer}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
