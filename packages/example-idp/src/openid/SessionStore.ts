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

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Changes within this time are written together. */
const WRITE_DELAY_MILLISECONDS = 200;

interface Entry {
  payload: AdapterPayload;
  /** Milliseconds since the epoch. */
  expiresAt?: number;
}

/** Sessions and tokens, kept in a file so that they outlive a restart. */
export class SessionStore {
  readonly #file: string;
  readonly #entries: Map<string, Entry>;
  #timer: NodeJS.Timeout | undefined;

  private constructor(file: string, entries: Map<string, Entry>) {
    this.#file = file;
    this.#entries = entries;
  }

  /** Opens the store kept in a folder; empty if there is none. */
  static open(folder: string): SessionStore {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'sessions.json');
    let entries: Array<[string, Entry]> = [];
    try {
      entries = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      // Signing in again is all it costs.
    }
    return new SessionStore(file, new Map(entries));
  }

  /** What `oidc-provider` asks for, for one kind of thing. */
  adapter = (model: string): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`;
    const findBy = async (field: 'uid' | 'userCode', value: string) => {
      for (const key of this.#entries.keys()) {
        const payload = key.startsWith(`${model}:`) && this.#read(key);
        if (payload && payload[field] === value) {
          return payload;
        }
      }
      return undefined;
    };
    return {
      find: async id => this.#read(keyOf(id)),
      findByUid: uid => findBy('uid', uid),
      findByUserCode: userCode => findBy('userCode', userCode),
      upsert: async (id, payload, expiresIn) => {
        this.#entries.set(keyOf(id), {
          payload,
          expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : undefined,
        });
        this.#schedule();
      },
      consume: async id => {
        const payload = this.#read(keyOf(id));
        if (payload) {
          payload.consumed = Math.floor(Date.now() / 1000);
          this.#schedule();
        }
      },
      destroy: async id => {
        this.#entries.delete(keyOf(id));
        this.#schedule();
      },
      revokeByGrantId: async grantId => {
        for (const [key, { payload }] of this.#entries) {
          if (payload.grantId === grantId) {
            this.#entries.delete(key);
          }
        }
        this.#schedule();
      },
    };
  };

  /** Writes what has not been written yet. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = Date.now();
    const kept = [...this.#entries].filter(
      ([, { expiresAt }]) => !expiresAt || expiresAt > now,
    );
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const written = `${this.#file}.new`;
    writeFileSync(written, JSON.stringify(kept), { mode: 0o600 });
    renameSync(written, this.#file);
  }

  #read(key: string): AdapterPayload | undefined {
    const entry = this.#entries.get(key);
    if (entry?.expiresAt && entry.expiresAt <= Date.now()) {
      this.#entries.delete(key);
      return undefined;
    }
    return entry?.payload;
  }

  #schedule() {
    this.#timer ??= setTimeout(() => this.flush(), WRITE_DELAY_MILLISECONDS);
  }
}
