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

import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Replica } from './Replica';

const CLI = path.resolve(__dirname, '../../../example-idp/cli.cjs');

/** The example identity provider, in a process of its own. */
export class ExampleIdp {
  static async start(names: string[]): Promise<ExampleIdp> {
    const folder = await mkdtemp(path.join(tmpdir(), 'idp-'));
    const directory = path.join(folder, 'directory.yaml');
    await writeFile(
      directory,
      [
        'organization: Example',
        'users:',
        ...names.map(
          name =>
            `  - { id: ${name}, userName: ${name}@example.com, name: ${name} }`,
        ),
      ].join('\n'),
    );
    const child = spawn(
      process.execPath,
      [
        CLI,
        'serve',
        `--directory=${directory}`,
        `--data=${path.join(folder, 'data')}`,
        '--port=0',
        '--redirect-uri=http://portal.localhost/api/auth/oidc/handler/frame',
      ],
      {
        env: { ...process.env, NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout })) {
      const [, issuer] = /^OpenID Connect issuer: (.*)$/.exec(line) ?? [];
      if (issuer) {
        child.stdout.resume();
        return new ExampleIdp(issuer, child, folder);
      }
    }
    const [code] = await ended;
    await rm(folder, { recursive: true });
    throw new Error(`The identity provider ended with ${code}.`);
  }

  private constructor(
    readonly issuer: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill();
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Pushes everything there is, and whatever changes from now on. */
  async pushTo(replica: Replica): Promise<void> {
    await this.#administrate('PUT', '/settings', {
      url: `${replica.baseUrl}/scim/v2`,
      token: 'push-token',
      automatic: true,
      // The portal has to refuse leavers by itself.
      disabledMaySignIn: true,
    });
    await this.#administrate('POST', '/push');
  }

  disable(name: string): Promise<void> {
    return this.#administrate('POST', `/people/${name}@example.com/disable`);
  }

  enable(name: string): Promise<void> {
    return this.#administrate('POST', `/people/${name}@example.com/enable`);
  }

  async #administrate(method: string, resource: string, body?: object) {
    const response = await fetch(`${this.issuer}/api${resource}`, {
      method,
      headers: body && { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${resource}: ${await response.text()}`);
    }
  }
}
