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

import { spawn as spawnOnTerminal } from '@lydell/node-pty';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { ADMIN_TOKEN } from './startPortal';

const root = resolve(__dirname, '../../../..');
/** The real program. */
export const backstageCli = resolve(root, 'node_modules/.bin/backstage-cli');

/** Where a command finds the portal; nothing else of the machine's settings. */
function environment(portal: { url: string }): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    SCIM_URL: portal.url,
    SCIM_TOKEN: ADMIN_TOKEN,
  };
}

/**
 * Runs `backstage-cli scim …`, the real program, in a pipe.
 */
export async function runCommand(
  portal: { url: string },
  args: string[],
  options: { input?: string; env?: Record<string, string> } = {},
) {
  const child = spawn(backstageCli, ['scim', ...args], {
    cwd: root,
    env: { ...environment(portal), ...options.env },
  });
  child.stdin.end(options.input ?? '');
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>(done => {
      child.once('close', done);
    }),
  ]);
  return { stdout, stderr, exitCode };
}

/**
 * Runs `backstage-cli scim …`, the real program, on a terminal, and types when
 * it asks.
 */
export async function runOnTerminal(
  portal: { url: string },
  args: string[],
  options: {
    onQuestion?: () => string | Promise<string>;
    /** Of text, in a line. */
    columns?: number;
  } = {},
) {
  const { onQuestion = () => '\r', columns = 120 } = options;
  const terminal = spawnOnTerminal(backstageCli, ['scim', ...args], {
    cols: columns,
    cwd: root,
    env: environment(portal),
  });
  let transcript = '';
  let asked = false;
  terminal.onData(async data => {
    transcript += data;
    if (!asked && transcript.endsWith('[y/N]: ')) {
      asked = true;
      terminal.write(await onQuestion());
    }
  });
  const { exitCode } = await new Promise<{ exitCode: number }>(done => {
    terminal.onExit(done);
  });
  return { transcript: transcript.replaceAll('\r\n', '\n'), exitCode, asked };
}
