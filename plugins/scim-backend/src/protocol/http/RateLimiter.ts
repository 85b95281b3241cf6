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

import { ScimError } from '../errors';
import type { RateLimit } from '../settings/ScimSettings';

/** What a caller may still send. */
interface Allowance {
  requests: number;
  /** When this was so, in milliseconds. */
  at: number;
}

/**
 * Keeps one caller from taking all the time there is: a token bucket each, in
 * the memory of this process.
 */
export class RateLimiter {
  readonly #allowances = new Map<string, Allowance>();

  constructor(
    private readonly limit: RateLimit,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws ScimError 429, saying when to come back */
  admit(caller: string): void {
    const { requestsPerSecond, burst } = this.limit;
    const now = this.now();
    const known = this.#allowances.get(caller) ?? { requests: burst, at: now };
    const earned = ((now - known.at) / 1000) * requestsPerSecond;
    const requests = Math.min(burst, known.requests + earned);
    if (requests < 1) {
      const seconds = Math.ceil((1 - requests) / requestsPerSecond);
      throw ScimError.tooManyRequests(
        `This is more than ${requestsPerSecond} requests a second; wait ${seconds} s.`,
        seconds,
      );
    }
    this.#allowances.set(caller, { requests: requests - 1, at: now });
  }
}
