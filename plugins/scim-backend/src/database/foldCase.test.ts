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

import { foldCase, foldResource } from './foldCase';

describe('foldCase', () => {
  it.each([
    ['MARA@Example.com', 'mara@example.com'],
    ['ÖLANDER', 'o\u0308lander'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['İ', 'i\u0307'],
  ])('takes %s and %s for the same', (one, other) => {
    expect(foldCase(one)).toBe(foldCase(other));
  });

  it.each([
    ['a', 'b'],
    ['o', 'ö'],
    ['straße', 'strasse'],
    ['a ', 'a'],
  ])('tells %j from %j', (one, other) => {
    expect(foldCase(one)).not.toBe(foldCase(other));
  });

  it('leaves what is folded as it is', () => {
    const letters = Array.from({ length: 0x10000 }, (_, code) =>
      foldCase(String.fromCharCode(code)),
    );
    expect(letters.filter(letter => foldCase(letter) !== letter)).toEqual([]);
  });
});

describe('foldResource', () => {
  it('folds all text, but no name', () => {
    expect(
      foldResource({
        userName: 'Ä',
        emails: [{ type: 'Work', primary: true }],
      }),
    ).toBe('{"userName":"ä","emails":[{"type":"work","primary":true}]}');
  });
});
