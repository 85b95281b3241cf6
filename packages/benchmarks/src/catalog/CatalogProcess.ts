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

import { mockCredentials } from '@backstage/backend-test-utils';
import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { DatabaseAddress } from '../databases/connect';
import { BENCH_TOKEN } from '../scim/seedDirectory';

/** What runs in the process. */
export interface CatalogProcessOptions {
  scim: DatabaseAddress;
  catalog: DatabaseAddress;
  /**
   * Whether the module follows the directory and the catalog processes; else
   * it reconciles on demand and the catalog only stores.
   */
  follows: boolean;
}

/** What a reconciliation costs the process that it runs in. */
export interface ReconcileMeasures {
  seconds: number;
  /** Longest time in which the process did nothing else. */
  blockedMs: number;
  blockedP99Ms: number;
  /** Memory beyond what there was before. */
  grownMb: number;
}

/** A portal with SCIM and a catalog in a process of its own. */
export class CatalogProcess {
  static async start(options: CatalogProcessOptions): Promise<CatalogProcess> {
    const child = fork(require.resolve('./portalProcess'), {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ],
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const created = new CatalogProcess(child);
    created.#baseUrl = await created.#ask<string>({ start: options });
    return created;
  }

  #baseUrl = '';

  private constructor(private readonly child: ChildProcess) {}

  reconcile(): Promise<ReconcileMeasures> {
    return this.#ask({ run: true });
  }

  /** Number of users in the catalog. */
  async countUsers(): Promise<number> {
    const response = await this.#fetch(
      '/catalog/entity-facets?facet=kind',
      mockCredentials.service.header(),
    );
    const { facets } = await response.json();
    const kinds: Array<{ value: string; count: number }> = facets.kind;
    return kinds.find(({ value }) => value === 'User')?.count ?? 0;
  }

  async shows(name: string): Promise<boolean> {
    const response = await this.#fetch(
      `/catalog/entities/by-name/user/default/${name}`,
      mockCredentials.service.header(),
    );
    await response.arrayBuffer();
    return response.ok;
  }

  /** Whether somebody with a token that is still valid is turned away. */
  async refuses(name: string): Promise<boolean> {
    const response = await this.#fetch(
      '/catalog/entity-facets?facet=kind',
      mockCredentials.user.header(`user:default/${name}`),
    );
    await response.arrayBuffer();
    if (!response.ok && response.status !== 401) {
      throw new Error(`The catalog answered ${response.status} to ${name}.`);
    }
    return !response.ok;
  }

  /** What the identity provider sends. */
  async push(method: string, path: string, body: object): Promise<any> {
    const response = await this.#fetch(
      `/scim/v2${path}`,
      `Bearer ${BENCH_TOKEN}`,
      { method, body: JSON.stringify(body) },
    );
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${await response.text()}`);
    }
    return response.json();
  }

  async stop(): Promise<void> {
    this.child.removeAllListeners('exit');
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }

  #fetch(
    path: string,
    authorization: string,
    init: RequestInit = {},
  ): Promise<Response> {
    return fetch(`${this.#baseUrl}${path}`, {
      ...init,
      headers: {
        Authorization: authorization,
        'Content-Type': 'application/json',
      },
    });
  }

  /** The framework sends messages of its own. */
  #ask<T>(message: object): Promise<T> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('The portal ended.'));
      const listen = (said: unknown) => {
        const { answer } = Object(said);
        if (answer !== undefined) {
          this.child.off('message', listen);
          this.child.off('exit', ended);
          resolve(answer);
        }
      };
      this.child.on('message', listen);
      this.child.once('exit', ended);
      this.child.send(message);
    });
  }
}
