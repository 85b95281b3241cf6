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

import { EventEmitter } from 'node:events';
import { ScimExchange } from './push';

/** Exchanges kept; older ones are forgotten. */
const KEPT = 200;
/** Longer bodies are cut: a group may have 50,000 members. */
const LONGEST_BODY = 16_000;

/** An exchange as it is kept, with bodies as text. */
export interface LoggedExchange
  extends Omit<ScimExchange, 'requestBody' | 'answer'> {
  /** Counts up. */
  id: number;
  request?: string;
  answer?: string;
}

/** The latest requests to the SCIM service, and their answers. */
export class TrafficLog {
  readonly #exchanges: LoggedExchange[] = [];
  readonly #events = new EventEmitter().setMaxListeners(0);
  #lastId = 0;

  record = (exchange: ScimExchange): LoggedExchange => {
    const { requestBody, answer, ...rest } = exchange;
    this.#lastId += 1;
    const logged: LoggedExchange = {
      ...rest,
      id: this.#lastId,
      request:
        requestBody === undefined
          ? undefined
          : cut(JSON.stringify(withoutPassword(requestBody), undefined, 2)),
      answer: answer ? cut(indented(answer)) : undefined,
    };
    this.#exchanges.unshift(logged);
    this.#exchanges.length = Math.min(this.#exchanges.length, KEPT);
    this.#events.emit('exchange', logged);
    return logged;
  };

  /** Newest first. */
  list(limit = KEPT): LoggedExchange[] {
    return this.#exchanges.slice(0, limit);
  }

  /** @returns what ends it */
  subscribe(listener: (exchange: LoggedExchange) => void): () => void {
    this.#events.on('exchange', listener);
    return () => this.#events.off('exchange', listener);
  }
}

function withoutPassword(body: unknown): unknown {
  return body && typeof body === 'object' && 'password' in body
    ? { ...body, password: '•••' }
    : body;
}

function indented(text: string) {
  if (text.length > 4 * LONGEST_BODY) {
    return text;
  }
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function cut(text: string) {
  return text.length > LONGEST_BODY
    ? `${text.slice(0, LONGEST_BODY)}\n… ${
        text.length - LONGEST_BODY
      } more characters`
    : text;
}
