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

import { byDay } from './byDay';

const now = new Date(2026, 2, 15, 12);

function hour(day: number, clock: number, requests: number) {
  return {
    hour: new Date(2026, 2, day, clock).toISOString(),
    requests,
    pushes: requests - 1,
    errors: 1,
  };
}

describe('byDay', () => {
  it('has the last two weeks, quiet days included', () => {
    const days = byDay([], now);
    expect(days).toHaveLength(14);
    expect(days[0].day.getDate()).toBe(2);
    expect(days[13].day.getDate()).toBe(15);
    expect(days.every(({ requests }) => requests === 0)).toBe(true);
  });

  it('adds the hours of a day up', () => {
    const days = byDay([hour(14, 1, 3), hour(14, 23, 5), hour(15, 0, 2)], now);
    expect(days[12]).toMatchObject({ requests: 8, pushes: 6, errors: 2 });
    expect(days[13]).toMatchObject({ requests: 2, pushes: 1, errors: 1 });
  });

  it('leaves out what is older', () => {
    const days = byDay([hour(1, 12, 9)], now);
    expect(days.every(({ requests }) => requests === 0)).toBe(true);
  });
});
