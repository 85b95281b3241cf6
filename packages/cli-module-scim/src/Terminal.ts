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

import { createInterface } from 'node:readline';
import { styleText } from 'node:util';

/**
 * Where a command talks to people: reports on standard output; progress,
 * questions and errors on standard error.
 */
export class Terminal {
  readonly #input: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly #output: NodeJS.WritableStream & {
    isTTY?: boolean;
    columns?: number;
  };
  readonly #errors: NodeJS.WritableStream & { isTTY?: boolean };
  readonly #now: () => number;
  readonly #colors: boolean;

  /** The terminal of this process. Time counts from the start of the process. */
  static ofProcess(): Terminal {
    const terminal = new Terminal({
      input: process.stdin,
      output: process.stdout,
      errors: process.stderr,
      now: () => performance.now(),
      // https://no-color.org
      colors: !process.env.NO_COLOR && process.env.TERM !== 'dumb',
    });
    // A reader that went away (`… | head`) rejects the write that meets it.
    process.stdout.on('error', () => {});
    process.stderr.on('error', () => {});
    return terminal;
  }

  constructor(options: {
    input: NodeJS.ReadableStream & { isTTY?: boolean };
    output: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
    errors: NodeJS.WritableStream & { isTTY?: boolean };
    /** Milliseconds since the start. */
    now: () => number;
    /** Whether people want colors on terminals. */
    colors?: boolean;
  }) {
    this.#input = options.input;
    this.#output = options.output;
    this.#errors = options.errors;
    this.#now = options.now;
    this.#colors = options.colors ?? false;
  }

  /** Columns of text there are; absent where nobody looks. */
  get width(): number | undefined {
    return this.#output.isTTY ? this.#output.columns : undefined;
  }

  /** A text in a color, if people look at the report and want colors. */
  paint(color: 'green' | 'yellow' | 'red', text: string): string {
    return this.#output.isTTY && this.#colors ? styleText(color, text) : text;
  }

  /** Whether there is somebody to ask. */
  get interactive(): boolean {
    return Boolean(this.#input.isTTY && this.#errors.isTTY);
  }

  /** Writes to standard output: what the command was asked for. */
  async report(text: string): Promise<void> {
    await write(this.#output, `${text}\n`);
  }

  /** Writes to standard error: what people should know beside the report. */
  async note(text: string): Promise<void> {
    await write(this.#errors, `${text}\n`);
  }

  /** Writes to standard error why a command failed. */
  async error(message: string): Promise<void> {
    const label =
      this.#errors.isTTY && this.#colors
        ? styleText('red', 'Error:')
        : 'Error:';
    await this.note(`${label} ${message}`);
  }

  /** Writes to standard error what is going on, and when. */
  async progress(message: string): Promise<void> {
    const seconds = (this.#now() / 1000).toFixed(1);
    await this.note(`(scim +${seconds}s) ${message}`);
  }

  /**
   * Asks a question that is answered with yes or no. No answer is a no.
   */
  async confirm(question: string): Promise<boolean> {
    const readline = createInterface({
      input: this.#input,
      output: this.#errors,
      // The terminal itself edits the line, and Ctrl-C stays a signal.
      terminal: false,
    });
    const answer = await new Promise<string | undefined>(resolve => {
      readline.once('close', () => resolve(undefined));
      readline.question(`${question} [y/N]: `, resolve);
    });
    readline.close();
    if (answer === undefined) {
      await this.note('');
      return false;
    }
    return /^y(es)?$/i.test(answer.trim());
  }
}

function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, error => (error ? reject(error) : resolve()));
  });
}
