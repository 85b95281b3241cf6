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

import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { PrincipalStatus } from '@backstage-scim/plugin-scim-common';

/**
 * How long an answer counts, in milliseconds. It bounds the time in which
 * somebody who was deprovisioned still gets through, also on a replica that
 * missed the event.
 */
const FRESH_MS = 500;

/**
 * How long the last answer stands in while the SCIM plugin does not answer, in
 * milliseconds: long enough for a restart, short enough that cutting the
 * connection is no way to keep access.
 */
const STAND_IN_MS = 60_000;

/**
 * How long the token of somebody who was deleted can still be valid, in
 * milliseconds.
 */
const TOKEN_LIFETIME_MS = 3_600_000;

/** How long to wait for an answer, in milliseconds. */
const TIMEOUT_MS = 5_000;

/** People remembered at most; the longest unseen are forgotten first. */
const MAX_ENTRIES = 10_000;

interface Entry {
  status?: PrincipalStatus;
  /** When the question that `status` answers was asked. */
  answeredAt: number;
  /** When the directory last knew this person. */
  knownAt: number;
  /** When the last question was asked, whether or not it was answered. */
  triedAt: number;
}

/** Asks the SCIM plugin about a person. */
export type AskPrincipalStatus = (
  userEntityRef: string,
) => Promise<PrincipalStatus>;

/**
 * Remembers for a moment what the SCIM plugin says about people: each person is
 * asked about at most twice a second by all plugins of a process together.
 */
export class PrincipalStatusCache {
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  readonly #pending = new Map<string, Promise<PrincipalStatus | undefined>>();
  #flushedAt = -Infinity;

  /** @param options - `now` is a monotonic clock in milliseconds */
  constructor(options: { logger: LoggerService; now?: () => number }) {
    this.#logger = options.logger;
    this.#now = options.now ?? (() => performance.now());
  }

  /**
   * What the directory knows about a person, not older than half a second. Somebody
   * who was deleted is known, and not active, as long as their token may be
   * valid. While the SCIM plugin does not answer: its last answer of the past
   * minute, else `undefined`.
   *
   * @param userEntityRef - e.g. `user:default/mara`
   * @param ask - asks the SCIM plugin
   */
  async get(
    userEntityRef: string,
    ask: AskPrincipalStatus,
  ): Promise<PrincipalStatus | undefined> {
    const entry = this.#entries.get(userEntityRef);
    if (entry && this.#isFresh(entry)) {
      return this.#usable(entry);
    }
    const pending = this.#pending.get(userEntityRef);
    if (pending) {
      return pending;
    }
    const asked = this.#ask(userEntityRef, ask).finally(() => {
      if (this.#pending.get(userEntityRef) === asked) {
        this.#pending.delete(userEntityRef);
      }
    });
    this.#pending.set(userEntityRef, asked);
    return asked;
  }

  /** Something changed in the directory: everybody is asked about anew. */
  flush(): void {
    this.#flushedAt = this.#now();
    // What is under way now may be answered from before the change.
    this.#pending.clear();
  }

  async #ask(
    userEntityRef: string,
    ask: AskPrincipalStatus,
  ): Promise<PrincipalStatus | undefined> {
    const triedAt = this.#now();
    const before = this.#entries.get(userEntityRef);
    const never = { answeredAt: -Infinity, knownAt: -Infinity };
    let entry: Entry;
    try {
      const status = await inTime(ask(userEntityRef));
      const knownAt = status.known ? triedAt : (before ?? never).knownAt;
      entry = { status, answeredAt: triedAt, knownAt, triedAt };
    } catch (error) {
      entry = { ...never, ...before, triedAt };
      this.#logger.warn(
        `The SCIM plugin could not be asked about ${userEntityRef}; ${
          this.#usable(entry)
            ? 'its last answer stands in for at most a minute.'
            : 'they are refused until it answers.'
        } ${stringifyError(error)}`,
      );
    }
    this.#remember(userEntityRef, entry);
    return this.#usable(entry);
  }

  #remember(userEntityRef: string, entry: Entry): void {
    const known = this.#entries.get(userEntityRef);
    if (known && known.triedAt > entry.triedAt) {
      return;
    }
    // A Map keeps the order of insertion, so the first is the longest unseen.
    this.#entries.delete(userEntityRef);
    this.#entries.set(userEntityRef, entry);
    if (this.#entries.size > MAX_ENTRIES) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
  }

  #isFresh(entry: Entry): boolean {
    return (
      entry.triedAt > this.#flushedAt && this.#now() - entry.triedAt < FRESH_MS
    );
  }

  #usable({ status, answeredAt, knownAt }: Entry): PrincipalStatus | undefined {
    const now = this.#now();
    if (!status || now - answeredAt >= STAND_IN_MS) {
      return undefined;
    }
    if (!status.known && now - knownAt < TOKEN_LIFETIME_MS) {
      // Deleted, not a stranger.
      return { known: true, active: false, administrator: false };
    }
    return status;
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer within ${TIMEOUT_MS} ms.`)),
      TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
