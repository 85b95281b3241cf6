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

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const CLI = path.resolve(__dirname, '../../../cli.cjs');

/** An `example-idp serve` in a process of its own. */
export class TestServer {
  private constructor(
    readonly issuer: string,
    readonly stop: () => Promise<void>,
  ) {}

  /** @param folder - where relative paths start */
  static async start(folder: string, args: string[]): Promise<TestServer> {
    const child = startCli(folder, ['serve', ...args]);
    // Nobody may be blocked by a full pipe.
    child.stderr.resume();
    const stop = async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    };
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      const [, issuer] = /^OpenID Connect issuer: (.*)$/.exec(line) ?? [];
      if (issuer) {
        child.stdout.resume();
        return new TestServer(issuer, stop);
      }
    }
    throw new Error('The identity provider did not start.');
  }
}

/** Runs the command line to its end. */
export async function runCli(folder: string, args: string[]) {
  const child = startCli(folder, args);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, code };
}

function startCli(folder: string, args: string[]) {
  return spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, INIT_CWD: folder, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
