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

/**
 * Rows as RFC 4180 CSV, safe to open in a spreadsheet. Without a line break at
 * the end.
 *
 * @internal
 */
export function renderCsv(rows: ReadonlyArray<readonly string[]>): string {
  return rows.map(cells => cells.map(cell).join(',')).join('\r\n');
}

function cell(text: string): string {
  // Spreadsheets run what looks like a formula; names come from outside.
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
