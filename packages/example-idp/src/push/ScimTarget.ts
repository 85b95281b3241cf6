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

import { setTimeout as delay } from 'node:timers/promises';
import { ScimExchange } from './ScimExchange';
import { ScimRequestError } from './ScimRequestError';

const PAGE_SIZE = 200;
const REQUEST_TIMEOUT_MILLISECONDS = 60_000;
const LONGEST_DELAY_MILLISECONDS = 30_000;
/** A service that is starting is out of reach, and soon there. */
const LONGEST_DELAY_OUT_OF_REACH_MILLISECONDS = 1_000;
/** Answers that another try may change. */
const PASSING_STATUSES = [429, 500, 502, 503, 504];
/** A fault in the service seldom passes: it gets few tries. */
const TRIES_AFTER_FAULT = 3;

/** Where to push, and how patiently. */
export interface ScimTargetOptions {
  /** SCIM base URL, e.g. `http://localhost:7007/api/scim/v2`. */
  url: string;
  /** Bearer token. */
  token: string;
  /** Sends the token without `Bearer` before it. */
  bareToken?: boolean;
  /** Tries again for this long before it gives up. One minute unless set. */
  patienceMilliseconds?: number;
  /** Told of every wait before another try. */
  onRetry?: (reason: string, delayMilliseconds: number) => void;
  /** Told of every request and its answer. */
  onExchange?: (exchange: ScimExchange) => void;
  /** Waits; replaceable in tests. */
  sleep?: (milliseconds: number) => Promise<unknown>;
}

/** A SCIM 2.0 service, as a client sees it. */
export class ScimTarget {
  /** SCIM base URL, without a slash at its end. */
  readonly url: string;
  /** Parameters of the base URL, which go along with each request. */
  readonly #parameters: string;
  readonly #options: ScimTargetOptions;

  constructor(options: ScimTargetOptions) {
    this.#options = options;
    const [url, parameters = ''] = options.url.split('?');
    this.url = url.replace(/\/+$/, '');
    this.#parameters = parameters;
  }

  /** Everything of an endpoint such as `/Users`, page by page. */
  async list<T>(path: string, filter?: string): Promise<T[]> {
    const found: T[] = [];
    for (;;) {
      const query = new URLSearchParams({
        startIndex: String(found.length + 1),
        count: String(PAGE_SIZE),
        ...(filter && { filter }),
      });
      const page = await this.send<{ totalResults: number; Resources?: T[] }>(
        'GET',
        `${path}?${query}`,
      );
      found.push(...(page.Resources ?? []));
      if (!page.Resources?.length || found.length >= page.totalResults) {
        return found;
      }
    }
  }

  /**
   * Sends a request, again and again while the service is out of reach or
   * asks for patience.
   *
   * @returns the answer's body; undefined if it has none
   * @throws {@link ScimRequestError} if the service refuses
   */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const giveUpAt =
      Date.now() + (this.#options.patienceMilliseconds ?? 60_000);
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#try<T>(method, path, body);
      if ('result' in outcome) {
        return outcome.result;
      }
      const wait =
        outcome.retryAfter ??
        backoff(
          attempt,
          outcome.error.status === undefined
            ? LONGEST_DELAY_OUT_OF_REACH_MILLISECONDS
            : LONGEST_DELAY_MILLISECONDS,
        );
      const hopeless =
        !outcome.passing ||
        Date.now() + wait > giveUpAt ||
        (outcome.error.status === 500 && attempt + 1 >= TRIES_AFTER_FAULT);
      if (hopeless) {
        throw outcome.error;
      }
      this.#options.onRetry?.(outcome.error.message, wait);
      await (this.#options.sleep ?? delay)(wait);
    }
  }

  #authorization(token: string) {
    return this.#options.bareToken ? token : `Bearer ${token}`;
  }

  async #try<T>(
    method: string,
    path: string,
    body: unknown,
  ): Promise<
    | { result: T }
    | { error: ScimRequestError; passing: boolean; retryAfter?: number }
  > {
    let response: Response;
    let text: string;
    const at = Date.now();
    const start = performance.now();
    const tell = (status: number | undefined, answer: string) =>
      this.#options.onExchange?.({
        method,
        path,
        authorization: this.#authorization('•••'),
        requestBody: body,
        status,
        answer,
        at,
        milliseconds: performance.now() - start,
      });
    try {
      response = await fetch(this.#address(path), {
        method,
        headers: {
          Accept: 'application/scim+json',
          Authorization: this.#authorization(this.#options.token),
          ...(body !== undefined && {
            'Content-Type': 'application/scim+json',
          }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MILLISECONDS),
      });
      text = await response.text();
    } catch (error) {
      const failure = ScimRequestError.fromFailure(this.url, error);
      tell(undefined, failure.message);
      return { error: failure, passing: true };
    }
    tell(response.status, text);
    if (!response.ok) {
      return {
        error: ScimRequestError.fromResponse(response, text),
        passing: PASSING_STATUSES.includes(response.status),
        retryAfter: retryAfter(response),
      };
    }
    try {
      return { result: (text ? JSON.parse(text) : undefined) as T };
    } catch {
      return {
        error: ScimRequestError.notScim(this.url),
        passing: false,
      };
    }
  }

  #address(path: string): string {
    const address = `${this.url}${path}`;
    if (!this.#parameters) {
      return address;
    }
    return `${address}${path.includes('?') ? '&' : '?'}${this.#parameters}`;
  }
}

/** What `Retry-After` asks for: seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(response: Response): number | undefined {
  const header = response.headers.get('retry-after');
  if (!header) {
    return undefined;
  }
  const seconds = Number(header);
  const wait = Number.isNaN(seconds)
    ? Date.parse(header) - Date.now()
    : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Doubles from a quarter of a second; spread, so that clients do not march. */
function backoff(attempt: number, longest: number): number {
  return Math.min(longest, 250 * 2 ** attempt) * (0.5 + Math.random() / 2);
}
