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

import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { DatabaseAddress } from '../databases/connect';
import { BENCH_TOKEN } from './seedDirectory';

/** The servers that are compared. */
export type ServerKind = 'scim' | 'scimmy';

/** What a server's process uses. */
export interface ServerUsage {
  /** Bytes of memory. */
  rss: number;
  /** Bytes, since the process began. */
  peakRss: number;
  /** Milliseconds of processor time, since the process began. */
  cpu: number;
}

const SCIM = 'application/scim+json';

/** A SCIM server in a process of its own. */
export class Server {
  static async start(
    server: ServerKind,
    address: DatabaseAddress,
  ): Promise<Server> {
    const child = fork(require.resolve('./serverProcess'), {
      execArgv: [
        ...(process.env.BENCH_PROFILE === server
          ? ['--cpu-prof', '--cpu-prof-dir=bench-results']
          : []),
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`The ${server} server ended with ${code}.`);
    });
    child.send({ server, address });
    const baseUrl = await Promise.race([answerOf(child, 'baseUrl'), failed]);
    failed.catch(() => {});
    return new Server(child, baseUrl);
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly baseUrl: string,
  ) {}

  readonly headers = {
    Authorization: `Bearer ${BENCH_TOKEN}`,
    'Content-Type': SCIM,
    Accept: SCIM,
  };

  /** One request; its answer is read to the end. */
  async send(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: this.headers,
      body: body && JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  }

  async usage(): Promise<ServerUsage> {
    this.child.send('usage');
    return answerOf(this.child, 'usage');
  }

  async stop(): Promise<void> {
    this.child.removeAllListeners('exit');
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}

/** What the process says under this name; the framework sends other messages. */
function answerOf(child: ChildProcess, name: string): Promise<any> {
  return new Promise(resolve => {
    const listen = (message: any) => {
      if (message?.[name] !== undefined) {
        child.off('message', listen);
        resolve(message[name]);
      }
    };
    child.on('message', listen);
  });
}
