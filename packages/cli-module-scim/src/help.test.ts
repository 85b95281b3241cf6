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

import { execFile } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { commands, groups } from './commandTree';
import { Interruption } from './Interruption';
import { runScim } from './runScim';
import { Terminal } from './Terminal';

const run = promisify(execFile);

/** A call of the command line in this process, with no portal to talk to. */
async function scim(args: string[]) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const written = Promise.all([text(output), text(errors)]);
  const exitCode = await runScim({
    args,
    usage: 'backstage-cli scim',
    terminal: new Terminal({
      input: new PassThrough(),
      output,
      errors,
      now: () => 0,
    }),
    interruption: new Interruption(),
    env: {},
  });
  output.end();
  errors.end();
  const [stdout, stderr] = await written;
  return { exitCode, stdout, stderr };
}

describe('help', () => {
  it.each([
    '',
    ...Object.keys(groups),
    ...commands.map(({ path }) => path.join(' ')),
  ])('explains backstage-cli scim %s', async words => {
    const { exitCode, stdout, stderr } = await scim([
      ...words.split(' ').filter(Boolean),
      '--help',
    ]);

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatchSnapshot();
  });

  it.each([[[]], [['help']], [['-h']]])('is what %j gets', async args => {
    expect(await scim(args)).toEqual(await scim(['--help']));
  });

  it('is told about a command by `help` before it, too', async () => {
    expect(await scim(['help', 'policy', 'set'])).toEqual(
      await scim(['policy', 'set', '--help']),
    );
  });

  it('lists every command in a group that is explained', async () => {
    const first = commands
      .filter(({ path }) => path.length > 1)
      .map(({ path }) => path[0]);
    expect([...new Set(first)].sort()).toEqual(Object.keys(groups).sort());
  });

  it('shows examples that the command takes', () => {
    for (const { path, command } of commands) {
      const { definition } = command;
      expect(definition.examples).not.toEqual([]);
      const flags = definition.examples
        .flatMap(example => example.match(/(?<=\s|^)--[\w-]+/g) ?? [])
        .map(flag =>
          flag.slice(2).replace(/-(\w)/g, (_, letter) => letter.toUpperCase()),
        );
      for (const flag of flags) {
        expect(`${path.join(' ')}: ${Object.keys(definition.flags)}`).toContain(
          flag,
        );
      }
    }
  });
});

describe('what is no command', () => {
  it.each([
    [
      ['polici', 'set'],
      "'polici set' is no command. Did you mean `backstage-cli scim policy set`?",
    ],
    [['dance'], "'dance' is no command. See `backstage-cli scim --help`."],
    [['--output', 'json'], 'is no command'],
    [['--outptu'], 'The flag --outptu has no command before it.'],
  ])('%j is refused', async (args, message) => {
    const { exitCode, stdout, stderr } = await scim(args);

    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(exitCode).toBe(1);
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('is printed for %s', async shell => {
    const { exitCode, stdout } = await scim(['completion', shell]);

    expect(stdout).toContain('list-permissions');
    expect(stdout).toContain('resource-type');
    expect(exitCode).toBe(0);
  });

  it.each([
    ['pol', 'policy'],
    ['user ', 'list get list-permissions'],
    ['policy set --resource-', '--resource-type --resource-id'],
    ['explain mara@example.com --o', '--output'],
    ['completion ', 'bash zsh fish'],
  ])('completes %j in bash', async (typed, expected) => {
    const { stdout: script } = await scim(['completion', 'bash']);
    const words = ['backstage-cli', 'scim', ...typed.split(' ')];

    const { stdout } = await run('bash', [
      '-c',
      [
        script,
        `COMP_WORDS=(${words.map(word => `"${word}"`).join(' ')})`,
        `COMP_CWORD=${words.length - 1}`,
        '_backstage_cli_scim',
        'echo "${COMPREPLY[@]}"',
      ].join('\n'),
    ]);

    expect(stdout.trim()).toBe(expected);
  });

  it('says which shells there are', async () => {
    expect(await scim(['completion', 'csh'])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'Error: Say for which shell: backstage-cli scim completion bash, zsh or fish.\n',
    });
  });
});
