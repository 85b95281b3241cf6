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

import { OriginLists } from './OriginLists';

describe('Lists of origins', () => {
  const lists = new OriginLists();

  it('have the most powerful first, and equals in the order they came in', () => {
    lists.begin(2);
    lists.add(0, 2, true, 'a');
    lists.add(0, 1, true, 'b');
    lists.add(0, 2, true, 'c');
    lists.add(0, 0, true, 'd');
    lists.add(0, 1, true, 'e');
    lists.add(0, 3, false, 'f');
    lists.add(1, 5, false, 'g');

    expect(lists.toText(0)).toBe('3f|0d;1b;1e;2a;2c');
    expect(lists.toText(1)).toBe('5g|');
  });

  it('are empty for the next person', () => {
    lists.begin(3);
    lists.add(2, 1, true, 'h');

    expect([0, 1, 2].map(list => lists.toText(list))).toEqual([
      '|',
      '|',
      '|1h',
    ]);
  });
});
