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

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['prod-cloud', 10],
    ['Zürich', 6],
    ['Zu\u0308rich', 6],
    ['東京', 4],
    ['서울', 4],
    ['⚠️', 2],
    ['⚠', 1],
    ['🚀', 2],
    ['👩‍💻', 2],
    ['a\u200bb', 2],
  ])('counts the columns of %j', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('pads up to a width, and never cuts', () => {
    expect(padToWidth('東京', 6)).toBe('東京  ');
    expect(padToWidth('Production', 4)).toBe('Production');
  });
});
