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

/** Type of a column, as PostgreSQL calls it. */
export type ColumnType = 'int' | 'text';

/**
 * Inserts many rows by one statement, given column by column: one text for each
 * column takes a fraction of the time of as many bound values.
 *
 * @param fixed - columns that have the same value in all rows
 * @param columns - at least one value each; texts are not empty and have no
 * control characters that separate records
 */
export async function insertColumns(
  tx: Knex,
  table: string,
  fixed: Record<string, string | number>,
  columns: Record<
    string,
    { type: ColumnType; values: ArrayLike<string | number | null> }
  >,
): Promise<void> {
  const names = [...Object.keys(fixed), ...Object.keys(columns)];
  const given = Object.values(columns);
  const into = `insert into ?? (${names.map(() => '??').join(', ')})`;
  const same = Object.values(fixed).map(() => '?');
  if (tx.client.config.client === 'pg') {
    await tx.raw(
      `${into} select ${[...same, 'given.*'].join(', ')} from unnest(${given
        .map(({ type }) => `string_to_array(?, chr(30), chr(31))::${type}[]`)
        .join(', ')}) as given`,
      [
        table,
        ...names,
        ...Object.values(fixed),
        ...given.map(({ values }) => toArrayText(values)),
      ],
    );
    return;
  }
  const rows = Array.from(given[0].values, (_, i) =>
    given.map(({ values }) => values[i]),
  );
  await tx.raw(
    `${into} select ${[...same, ...given.map((_, i) => `value ->> ${i}`)].join(
      ', ',
    )} from json_each(?)`,
    [table, ...names, ...Object.values(fixed), JSON.stringify(rows)],
  );
}

/** The separators of records and of units in ASCII; no text has them. */
const SEPARATOR = '\u001e';
const NULL = '\u001f';

/** PostgreSQL takes it apart again in a fraction of the time of JSON. */
function toArrayText(values: ArrayLike<string | number | null>): string {
  return Array.from(values, value => value ?? NULL).join(SEPARATOR);
}
