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

import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Terminal } from './Terminal';

function setUp() {
  const input = new PassThrough();
  const output = new PassThrough();
  const errors = new PassThrough();
  const terminal = new Terminal({ input, output, errors, now: () => 1549 });
  const written = async () => {
    output.end();
    errors.end();
    return { output: await text(output), errors: await text(errors) };
  };
  return { input, terminal, written };
}

describe('Terminal', () => {
  it('reports on standard output and tells progress on standard error', async () => {
    const { terminal, written } = setUp();

    await terminal.progress('Analyzing...');
    await terminal.report('All done.');
    await terminal.note('By the way.');

    expect(await written()).toEqual({
      output: 'All done.\n',
      errors: '(scim +1.5s) Analyzing...\nBy the way.\n',
    });
  });

  it.each([
    ['y', true],
    ['Y', true],
    ['yes', true],
    [' yes ', true],
    ['', false],
    ['n', false],
    ['no', false],
    ['yup', false],
  ])('takes %j for an answer of %s', async (answer, expected) => {
    const { input, terminal, written } = setUp();

    const confirmed = terminal.confirm('Do you want to proceed?');
    input.write(`${answer}\n`);

    expect(await confirmed).toBe(expected);
    expect(await written()).toEqual({
      output: '',
      errors: 'Do you want to proceed? [y/N]: ',
    });
  });

  it('takes the end of input for a no', async () => {
    const { input, terminal } = setUp();

    const confirmed = terminal.confirm('Do you want to proceed?');
    input.end();

    expect(await confirmed).toBe(false);
  });

  it('has nobody to ask when input and errors are not a terminal', () => {
    expect(setUp().terminal.interactive).toBe(false);
  });
});
