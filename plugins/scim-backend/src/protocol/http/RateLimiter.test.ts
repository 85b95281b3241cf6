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

import { RateLimiter } from './RateLimiter';

describe('RateLimiter', () => {
  function create() {
    const clock = { now: 0 };
    const limiter = new RateLimiter(
      { requestsPerSecond: 2, burst: 3 },
      () => clock.now,
    );
    const admitted = (caller: string, requests: number) => {
      let count = 0;
      for (let index = 0; index < requests; index++) {
        try {
          limiter.admit(caller);
          count++;
        } catch {
          // Refused.
        }
      }
      return count;
    };
    return { clock, limiter, admitted };
  }

  it('lets a burst through, then as many as there are seconds for', () => {
    const { clock, admitted } = create();

    expect(admitted('okta', 10)).toBe(3);
    clock.now = 500;
    expect(admitted('okta', 10)).toBe(1);
    clock.now = 1500;
    expect(admitted('okta', 10)).toBe(2);
    clock.now = 1_000_000;
    expect(admitted('okta', 10)).toBe(3);
  });

  it('counts each caller alone', () => {
    const { admitted } = create();

    expect(admitted('okta', 10)).toBe(3);
    expect(admitted('entra', 10)).toBe(3);
  });

  it('lets what costs more than a burst through once, and then waits longer', () => {
    const { clock, limiter, admitted } = create();

    limiter.admit('okta');
    limiter.charge('okta', 999);
    expect(admitted('okta', 1)).toBe(0);
    clock.now = 1900;
    expect(admitted('okta', 1)).toBe(0);
    clock.now = 2000;
    expect(admitted('okta', 5)).toBe(1);
  });

  it('forgets callers at rest', () => {
    const { clock, limiter, admitted } = create();
    for (let caller = 0; caller < 5000; caller++) {
      clock.now += 1;
      limiter.admit(`caller ${caller}`);
    }

    expect(admitted('caller 4999', 3)).toBe(2);
    expect(admitted('caller 0', 4)).toBe(3);
  });

  it('says in whole seconds when to come back', () => {
    const { limiter, admitted } = create();
    admitted('okta', 3);

    expect(() => limiter.admit('okta')).toThrow(
      expect.objectContaining({ status: 429, retryAfter: 1 }),
    );
  });
});
