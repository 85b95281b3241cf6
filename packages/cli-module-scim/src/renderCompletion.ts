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

import { commands, groups } from './commandTree';
import { kebabCase } from './renderHelp';

const shells = ['bash', 'zsh', 'fish'] as const;

type Shell = (typeof shells)[number];

/** What can follow some words of a command line. */
interface Continuations {
  /** Without the program. */
  after: string;
  words: Array<{ word: string; description: string }>;
}

/** Whether completion can be printed for it. */
export function isShell(name: string | undefined): name is Shell {
  return shells.some(shell => shell === name);
}

/**
 * A script that completes commands and flags in a shell.
 *
 * @param program - the words that lead up to a command, e.g.
 * `['backstage-cli', 'scim']`
 */
export function renderCompletion(shell: Shell, program: string[]): string {
  const tree = continuations(program.slice(1));
  switch (shell) {
    case 'bash':
      return renderBash(program, tree);
    case 'zsh':
      return renderZsh(program, tree);
    default:
      return renderFish(program, tree);
  }
}

function continuations(prefix: string[]): Continuations[] {
  const tree = new Map<string, Map<string, string>>();
  const add = (path: string[], word: string, description: string) => {
    const after = [...prefix, ...path].join(' ');
    const words = tree.get(after) ?? new Map<string, string>();
    tree.set(after, words.set(word, description));
  };
  for (const { path, description, command } of commands) {
    path.forEach((segment, index) =>
      add(
        path.slice(0, index),
        segment,
        index === path.length - 1 ? description : groups[segment],
      ),
    );
    for (const [name, flag] of Object.entries(command.definition.flags)) {
      const { description: meaning } = flag as { description: string };
      add(path, `--${kebabCase(name)}`, meaning);
    }
    add(path, '--help', 'Show help');
  }
  add([], 'completion', 'Print completion for bash, zsh or fish');
  shells.forEach(shell => add(['completion'], shell, `For ${shell}`));
  return [...tree].map(([after, words]) => ({
    after,
    words: [...words].map(([word, description]) => ({ word, description })),
  }));
}

/** The words before the cursor that are no flags choose what can follow. */
const wordsBefore = (list: string, end: string) => `  local typed="" word
  for word in ${list}; do
    case "$word" in
      -*) break ;;
      *) typed="$typed $word" ;;
    esac
  done
  typed="\${typed# }"
  case "$typed" in
${end}
  esac`;

function renderBash(program: string[], tree: Continuations[]): string {
  const [name] = program;
  const cases = tree.map(
    ({ after, words }) =>
      `    ${pattern(after)}) COMPREPLY=($(compgen -W "${words
        .map(({ word }) => word)
        .join(' ')}" -- "$current")) ;;`,
  );
  return `# Completion of \`${program.join(' ')}\` for bash. Load it with:
#   source <(${program.join(' ')} completion bash)
${identifier(name)}() {
  local current="\${COMP_WORDS[COMP_CWORD]}"
${wordsBefore('"${COMP_WORDS[@]:1:COMP_CWORD-1}"', cases.join('\n'))}
}
complete -o default -F ${identifier(name)} ${name}`;
}

function renderZsh(program: string[], tree: Continuations[]): string {
  const [name] = program;
  const cases = tree.map(
    ({ after, words }) =>
      `    ${pattern(after)}) choices=(${words
        .map(({ word, description }) =>
          quoted(`${word}:${description.replaceAll(':', '\\:')}`),
        )
        .join(' ')}) ;;`,
  );
  return `#compdef ${name}
# Completion of \`${program.join(' ')}\` for zsh. Load it with:
#   source <(${program.join(' ')} completion zsh)
${identifier(name)}() {
  local -a choices
${wordsBefore('"${(@)words[2,CURRENT-1]}"', cases.join('\n'))}
  _describe 'command' choices || _files
}
compdef ${identifier(name)} ${name}`;
}

function renderFish(program: string[], tree: Continuations[]): string {
  const [name] = program;
  const lines = tree.flatMap(({ after, words }) =>
    words.map(
      ({ word, description }) =>
        `complete -c ${name} ${isCommand(after) ? '' : '-f '}-n ${quoted(
          `${identifier(name)} ${quoted(after)}${
            isCommand(after) ? ' takes-arguments' : ''
          }`,
        )} -a ${quoted(word)} -d ${quoted(description)}`,
    ),
  );
  return `# Completion of \`${program.join(' ')}\` for fish. Load it with:
#   ${program.join(' ')} completion fish | source
function ${identifier(name)}
  set -l typed
  for word in (commandline -opc)[2..-1]
    string match -q -- '-*' $word; and break
    set -a typed $word
  end
  test "$typed" = "$argv[1]"; and return
  test (count $argv) -gt 1; and string match -q -- "$argv[1] *" "$typed"
end
${lines.join('\n')}`;
}

/** Commands take arguments; flags can follow those, too. */
function pattern(after: string): string {
  return isCommand(after) ? `"${after}"|"${after} "*` : `"${after}"`;
}

function isCommand(after: string): boolean {
  return commands.some(({ path }) =>
    ` ${after}`.endsWith(` ${path.join(' ')}`),
  );
}

function identifier(name: string): string {
  return `_${name.replace(/\W/g, '_')}_scim`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
