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

import { renderTable } from './renderTable';

const columns = [
  { title: 'Resource' },
  { title: 'Held by' },
  { title: 'Id', whole: true },
];

const rows = [
  ['cloud/prod-cloud', 'owner: Platform; readonly: Engineering', '12c4ee18'],
  ['cloud/開発', '', '28d46f82'],
];

describe('renderTable', () => {
  it('is as wide as what it holds where nobody says how much room there is', () => {
    expect(renderTable(columns, rows)).toBe(
      `
┏━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━┓
┃ Resource         ┃ Held by                                ┃ Id       ┃
┡━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━┩
│ cloud/prod-cloud │ owner: Platform; readonly: Engineering │ 12c4ee18 │
│ cloud/開発       │                                        │ 28d46f82 │
└──────────────────┴────────────────────────────────────────┴──────────┘`.trim(),
    );
  });

  it('breaks what does not fit, between words and inside references, and cuts nothing off', () => {
    expect(renderTable(columns, rows, { maxWidth: 43 })).toBe(
      `
┏━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┳━━━━━━━━━━┓
┃ Resource     ┃ Held by       ┃ Id       ┃
┡━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━╇━━━━━━━━━━┩
│ cloud/prod-  │ owner:        │ 12c4ee18 │
│ cloud        │ Platform;     │          │
│              │ readonly:     │          │
│              │ Engineering   │          │
│ cloud/開発   │               │ 28d46f82 │
└──────────────┴───────────────┴──────────┘`.trim(),
    );
  });

  it('is wider than there is room for rather than break an id', () => {
    const [firstLine] = renderTable(columns, rows, { maxWidth: 20 }).split(
      '\n',
    );
    expect(firstLine).toHaveLength(8 + 8 + 8 + 10);
  });
});
