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

import { ArrivingPages } from './ArrivingPages';

describe('Pages that arrive', () => {
  it('are given to whoever waits for them, and again to whoever comes later', async () => {
    const pages = new ArrivingPages();
    const seen: string[][] = [];
    const reading = (async () => {
      for await (const portion of pages.portions()) {
        seen.push(portion);
      }
    })();
    pages.add(['a', 'b']);
    await new Promise(setImmediate);
    pages.add(['c']);
    pages.add(['d']);
    pages.add([]);
    pages.complete();
    await reading;

    expect(seen).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(await pages.all()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('end for everybody when no more can come', async () => {
    const pages = new ArrivingPages();
    const waiting = pages.all();
    pages.add(['a']);
    pages.fail(new Error('The thread ended.'));
    pages.fail(new Error('And so on.'));

    await expect(waiting).rejects.toThrow('The thread ended.');
    await expect(pages.all()).rejects.toThrow('The thread ended.');
  });
});
