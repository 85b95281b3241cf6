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

/** A back end in a process of its own, so that it can be killed. */
export class Replica {
  static async start(url: string): Promise<Replica> {
    const child = fork(require.resolve('./replicaProcess'), {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`The replica ended with ${code}.`);
    });
    child.send({ url });
    const port = await Promise.race([portOf(child), failed]);
    failed.catch(() => {});
    return new Replica(child, `http://localhost:${port}/api`);
  }

  private constructor(
    private readonly child: ChildProcess,
    private readonly baseUrl: string,
  ) {}

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await ended;
    }
  }

  /** What the identity provider sends. */
  async push(method: string, path: string, body?: object) {
    const response = await this.#send(`/scim/v2${path}`, 'Bearer push-token', {
      method,
      body,
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${await response.text()}`);
    }
    return response.status === 204 ? undefined : response.json();
  }

  /** Names of the people in the catalog. */
  async people(): Promise<string[]> {
    const response = await this.#send(
      '/catalog/entities?filter=kind=user&fields=metadata.name',
      mockCredentials.service.header(),
    );
    const entities: Array<{ metadata: { name: string } }> =
      await response.json();
    return entities.map(({ metadata }) => metadata.name).sort();
  }

  /** Whether somebody is in the catalog. */
  async shows(name: string): Promise<boolean> {
    const response = await this.#send(
      `/catalog/entities/by-name/user/default/${name}`,
      mockCredentials.service.header(),
    );
    return response.ok;
  }

  /** What the permission policy says to somebody with a valid token. */
  async decide(name: string): Promise<string> {
    const permission = {
      type: 'basic',
      name: 'catalog.entity.create',
      attributes: { action: 'create' },
    };
    const response = await this.#send(
      '/permission/authorize',
      mockCredentials.user.header(`user:default/${name}`),
      { method: 'POST', body: { items: [{ id: '1', permission }] } },
    );
    const { items } = await response.json();
    return items[0].result;
  }

  /** Publishes an event on the bus, as any replica may. */
  async publish(topic: string, payload: object): Promise<void> {
    await this.#send(
      '/events/bus/v1/events',
      mockCredentials.service.header(),
      { method: 'POST', body: { event: { topic, payload } } },
    );
  }

  #send(
    path: string,
    authorization: string,
    init: { method?: string; body?: object } = {},
  ): Promise<Response> {
    return fetch(`${this.baseUrl}${path}`, {
      method: init.method ?? 'GET',
      headers: {
        Authorization: authorization,
        'Content-Type': 'application/json',
      },
      body: init.body && JSON.stringify(init.body),
    });
  }
}

/** The framework sends messages of its own. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise(resolve => {
    const listen = (message: unknown) => {
      const { port } = Object(message);
      if (port !== undefined) {
        child.off('message', listen);
        resolve(port);
      }
    };
    child.on('message', listen);
  });
}
