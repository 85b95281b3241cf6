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
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const EXIT_WITH_PARENT = fileURLToPath(
  new URL('exitWithParent.cjs', import.meta.url),
);
const LOG_LINES_SHOWN = 25;
/** How long a process may take to end by itself. */
const STOP_MILLISECONDS = 10_000;

/** A Node process that runs until it is stopped; its output goes to a file. */
export class Service {
  /** Rejects when the process ends without having been stopped. */
  failed;

  #child;
  #stopping = false;
  #ended;

  /**
   * @param {object} options
   * @param {string} options.name what people call it
   * @param {string[]} options.args arguments for Node
   * @param {string} options.cwd
   * @param {NodeJS.ProcessEnv} options.env
   * @param {string} options.log file for its output
   */
  constructor({ name, args, cwd, env, log }) {
    mkdirSync(path.dirname(log), { recursive: true });
    const output = openSync(log, 'w');
    this.#child = spawn(
      process.execPath,
      ['--require', EXIT_WITH_PARENT, ...args],
      {
        cwd,
        env,
        stdio: ['ignore', output, output, 'ipc'],
        // Ctrl-C in the terminal is for us: we end it in good order.
        detached: process.platform !== 'win32',
      },
    );
    closeSync(output);
    // Nothing of ours is kept alive by what it says.
    this.#child.channel?.unref();

    this.#ended = new Promise(resolve => {
      this.#child.once('exit', (code, signal) => resolve(signal ?? code));
      this.#child.once('error', error => resolve(error.message));
    });
    this.failed = this.#ended.then(reason => {
      if (!this.#stopping) {
        throw new Error(
          `${name} ended unexpectedly (${reason}). The end of ${log}:\n\n${lastLines(
            log,
          )}`,
        );
      }
    });
    // Whoever waits for it hears of it; nobody has to.
    this.failed.catch(() => {});
  }

  /** Ends it and whatever it started. */
  async stop() {
    this.#stopping = true;
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), STOP_MILLISECONDS);
    await this.#ended;
    clearTimeout(timer);
  }

  #signal(signal) {
    const { pid, exitCode, signalCode } = this.#child;
    if (!pid || exitCode !== null || signalCode !== null) {
      return;
    }
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') {
        throw error;
      }
    }
  }
}

/** The end of a log file, for people. */
export function lastLines(file) {
  const text = stripVTControlCharacters(readFileSync(file, 'utf8'));
  const lines = text.trimEnd().split('\n');
  return lines
    .slice(-LOG_LINES_SHOWN)
    .map(line => `  ${line}`)
    .join('\n');
}
