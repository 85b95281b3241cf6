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

/** How many callers are kept in mind before those at rest are forgotten. */
const MANY_CALLERS = 1000;

/**
 * Keeps one caller from taking all the time there is: a token bucket each, in
 * the memory of this process.
 */
export class RateLimiter {
  readonly #allowances = new Map<string, Allowance>();
  #crowd = MANY_CALLERS;
  readonly #ownLimits = new Map<string, RateLimit>();

  constructor(
    private readonly limit: RateLimit,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Gives a caller a limit of its own; without one, that of everybody. */
  setLimit(caller: string, limit: RateLimit | undefined): void {
    if (limit) {
      this.#ownLimits.set(caller, limit);
    } else {
      this.#ownLimits.delete(caller);
    }
  }

  /**
   * Lets one request through.
   *
   * @throws ScimError 429, saying when to come back
   */
  admit(caller: string): void {
    this.requireAllowance(caller);
    this.charge(caller, 1);
  }

  /**
   * Whether a caller may send anything now.
   *
   * @throws ScimError 429, saying when to come back
   */
  requireAllowance(caller: string): void {
    const { requestsPerSecond } = this.#limitOf(caller);
    const { requests } = this.#allowanceOf(caller);
    if (requests < 1) {
      const seconds = Math.ceil((1 - requests) / requestsPerSecond);
      throw ScimError.tooManyRequests(
        `This is more than ${requestsPerSecond} requests a second; wait ${seconds} s.`,
        seconds,
      );
    }
  }

  /**
   * Takes what a request costs. One that costs more than there is leaves a debt,
   * of one burst at most, that later requests wait for.
   */
  charge(caller: string, cost: number): void {
    const { requests, at } = this.#allowanceOf(caller);
    if (this.#allowances.size >= this.#crowd) {
      this.#forgetThoseAtRest();
    }
    this.#allowances.set(caller, {
      requests: Math.max(-this.#limitOf(caller).burst, requests - cost),
      at,
    });
  }

  #limitOf(caller: string): RateLimit {
    return this.#ownLimits.get(caller) ?? this.limit;
  }

  #allowanceOf(caller: string): Allowance {
    const { requestsPerSecond, burst } = this.#limitOf(caller);
    const at = this.now();
    const known = this.#allowances.get(caller);
    if (!known) {
      return { requests: burst, at };
    }
    const earned = ((at - known.at) / 1000) * requestsPerSecond;
    return { requests: Math.min(burst, known.requests + earned), at };
  }

  #forgetThoseAtRest(): void {
    for (const caller of [...this.#allowances.keys()]) {
      if (this.#allowanceOf(caller).requests === this.#limitOf(caller).burst) {
        this.#allowances.delete(caller);
      }
    }
    this.#crowd = Math.max(MANY_CALLERS, 2 * this.#allowances.size);
  }
}
