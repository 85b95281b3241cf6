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

import { InputError, isError } from '@backstage/errors';
import { CommandEntry, commands } from './commandTree';
import { describeError } from './describeError';
import { ExitCode } from './ExitCode';
import { Interruption } from './Interruption';
import { isShell, renderCompletion } from './renderCompletion';
import { renderCommandHelp, renderGroupHelp } from './renderHelp';
import { Terminal } from './Terminal';

/**
 * Runs `backstage-cli scim …`: finds the command, runs it and tells errors in
 * sentences.
 *
 * @param options - `usage` is what leads up to the arguments
 * @returns what the process is to end with
 */
export async function runScim(options: {
  args: string[];
  usage: string;
  terminal: Terminal;
  interruption: Interruption;
  env: NodeJS.ProcessEnv;
}): Promise<ExitCode> {
  const { args, usage, terminal, interruption, env } = options;
  let url: string | undefined;
  let permissions: string[] = [];
  try {
    const words = args[0] === 'help' ? [...args.slice(1), '--help'] : args;
    if (words[0] === 'completion' && !asksForHelp(words)) {
      await terminal.report(completionFor(words.slice(1), usage));
      return ExitCode.Done;
    }
    const entry = commands.find(({ path }) => startsWith(words, path));
    if (!entry) {
      await terminal.report(helpFor(words, usage));
      return ExitCode.Done;
    }
    const { command } = entry;
    permissions = command.definition.permissions.map(({ name }) => name);
    const own = `${usage} ${entry.path.join(' ')}`;
    const rest = words.slice(entry.path.length);
    if (asksForHelp(rest)) {
      await terminal.report(renderCommandHelp(command.definition, own));
      return ExitCode.Done;
    }
    return await command.call({
      args: rest,
      usage: own,
      terminal,
      interruption,
      env,
      onConnected: connected => {
        url = connected;
      },
    });
  } catch (error) {
    if (isError(error) && error.code === 'EPIPE') {
      // Whoever read the report has seen enough (`… | head`).
      return ExitCode.Failed;
    }
    const { message, exitCode } = describeError(error, { url, permissions });
    await terminal.error(message).catch(() => {});
    if (env.DEBUG && isError(error)) {
      await terminal.note(error.stack ?? '').catch(() => {});
    }
    return exitCode;
  }
}

function startsWith(words: string[], path: string[]): boolean {
  return path.every((segment, index) => words[index] === segment);
}

/** Before `--`, everything is about the command itself. */
function asksForHelp(words: string[]): boolean {
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  return before.includes('--help') || before.includes('-h');
}

/** The help of a group of commands, or of all. */
function helpFor(words: string[], usage: string): string {
  const path = words.filter(word => !word.startsWith('-'));
  const inside = commands.filter(entry => startsWith(entry.path, path));
  if (inside.length === 0 && path[0] !== 'completion') {
    const meant = closest(path.join(' '));
    throw new InputError(
      `'${path.join(' ')}' is no command.${
        meant ? ` Did you mean \`${usage} ${meant}\`?` : ''
      } See \`${usage} --help\`.`,
    );
  }
  const [flag] = words.filter(word => word.startsWith('-'));
  if (flag && !asksForHelp(words)) {
    throw new InputError(
      `The flag ${flag} has no command before it. See \`${usage} --help\`.`,
    );
  }
  return renderGroupHelp(path[0] === 'completion' ? [] : path, usage);
}

/** The command that the words are nearest to, if they are near to one. */
function closest(words: string): string | undefined {
  const names = commands.map(({ path }: CommandEntry) => path.join(' '));
  const [nearest] = names
    .map(name => ({
      name,
      distance: distance(name, words.slice(0, name.length + 2)),
    }))
    .filter(one => one.distance <= Math.max(2, one.name.length / 4))
    .sort((a, b) => a.distance - b.distance);
  return nearest?.name;
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}

function completionFor(words: string[], usage: string): string {
  const [shell, ...surplus] = words;
  if (!isShell(shell) || surplus.length > 0) {
    throw new InputError(
      `Say for which shell: ${usage} completion bash, zsh or fish.`,
    );
  }
  return renderCompletion(shell, usage.split(' '));
}
