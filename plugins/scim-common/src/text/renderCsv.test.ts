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

import { renderCsv } from './renderCsv';

describe('renderCsv', () => {
  it('writes a line for each row', () => {
    expect(
      renderCsv([
        ['User', 'Cloud'],
        ['a@example.com', 'prod'],
      ]),
    ).toBe('User,Cloud\r\na@example.com,prod');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['@sum(a1)', "'@sum(a1)"],
    ['-1,2', `"'-1,2"`],
    ['a=1', 'a=1'],
  ])('writes the cell %j as %j', (text, cell) => {
    expect(renderCsv([[text]])).toBe(cell);
  });
});
