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

import { setImmediate } from 'node:timers/promises';
import { Turns } from './Turns';

describe('Turns', () => {
  it('let one in after the other', async () => {
    const turns = new Turns();
    const entered: string[] = [];
    const enter = async (name: string) => {
      const letNextIn = await turns.take();
      entered.push(name);
      return letNextIn;
    };

    const first = enter('first');
    const second = enter('second');
    await setImmediate();
    expect(entered).toEqual(['first']);

    (await first)();
    await second;
    expect(entered).toEqual(['first', 'second']);
  });

  it('let nobody in too early when somebody gives up', async () => {
    const turns = new Turns();
    const left = new AbortController();
    let isThirdIn = false;

    const letNextIn = await turns.take();
    const second = turns.take(left.signal);
    const third = turns.take().then(() => {
      isThirdIn = true;
    });
    left.abort(new Error('Nobody waits.'));
    await expect(second).rejects.toThrow('Nobody waits.');
    await setImmediate();
    expect(isThirdIn).toBe(false);

    letNextIn();
    await third;
    expect(isThirdIn).toBe(true);
  });

  it('let in nobody who gave up before', async () => {
    const turns = new Turns();
    const gone = AbortSignal.abort(new Error('Nobody waits.'));

    await expect(turns.take(gone)).rejects.toThrow('Nobody waits.');
    (await turns.take())();
  });
});
