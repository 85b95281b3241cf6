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

import { WriteStream } from 'node:tty';

/** Lines that say how far something is, at most, when not on a terminal. */
const PLAIN_LINES = 40;

/** Shows progress: one line that changes on a terminal, plain lines elsewhere. */
export class ProgressLine {
  readonly #stream: NodeJS.WritableStream;
  readonly #live: boolean;
  #open = false;

  constructor(stream: NodeJS.WritableStream = process.stderr) {
    this.#stream = stream;
    this.#live = Boolean((stream as Partial<WriteStream>).isTTY);
  }

  /** Says how far it is. */
  step = (done: number, total: number, title: string) => {
    const text = `[${done}/${total}] ${title}`;
    if (this.#live) {
      this.#stream.write(`\r\x1b[2K${text}`);
      this.#open = true;
    } else if (done === total || done % Math.ceil(total / PLAIN_LINES) === 0) {
      this.#stream.write(`${text}\n`);
    }
  };

  /** Says something that stays. */
  note(text: string) {
    this.end();
    this.#stream.write(`${text}\n`);
  }

  /** Ends the line that changes. */
  end() {
    if (this.#open) {
      this.#stream.write('\r\x1b[2K');
      this.#open = false;
    }
  }
}
