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

import { spawn } from '@lydell/node-pty';
import { dirname, resolve } from 'node:path';
import { backstageCli } from './__testUtils__/runCommand';

jest.setTimeout(60_000);

/** Types into a bash that has loaded the completion as the program says. */
async function bashWithCompletion() {
  const bash = spawn('bash', ['--norc', '--noprofile', '-i'], {
    cols: 200,
    cwd: resolve(__dirname, '../../..'),
    env: {
      PATH: `${dirname(backstageCli)}:${process.env.PATH}`,
      HOME: process.env.HOME,
      PS1: 'prompt> ',
      TERM: 'dumb',
      INPUTRC: '/dev/null',
    },
  });
  let screen = '';
  let heard = () => {};
  bash.onData(data => {
    screen += data;
    heard();
  });
  const ended = new Promise<void>(done => {
    bash.onExit(() => done());
  });

  /** Waits until this stands at the end of the screen. */
  const shows = (end: string) =>
    new Promise<void>(done => {
      heard = () => {
        if (screen.endsWith(end)) {
          done();
        }
      };
      heard();
    });

  await shows('prompt> ');
  bash.write('source <(backstage-cli scim completion bash)\r');
  await shows('\nprompt> ');
  return {
    /** Types, waits for how the line then ends, and says what the line is. */
    async type(text: string, end: string): Promise<string> {
      bash.write(text);
      await shows(end);
      return screen.slice(screen.lastIndexOf('prompt> ') + 'prompt> '.length);
    },
    async end() {
      bash.kill('SIGKILL');
      await ended;
    },
  };
}

describe('Completion in bash', () => {
  it('completes commands, their groups and their flags at the Tab key', async () => {
    const bash = await bashWithCompletion();
    try {
      expect(await bash.type('backstage-cli scim pol\t', 'policy ')).toBe(
        'backstage-cli scim policy ',
      );
      expect(await bash.type('s\t', 'set ')).toBe(
        'backstage-cli scim policy set ',
      );
      expect(await bash.type('--resource-t\t', 'type ')).toBe(
        'backstage-cli scim policy set --resource-type ',
      );
      expect(await bash.type('cloud --exp\t', 'version ')).toBe(
        'backstage-cli scim policy set --resource-type cloud --expected-version ',
      );
    } finally {
      await bash.end();
    }
  });
});
