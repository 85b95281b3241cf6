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

import { Flags } from 'cleye';
import { commands, groups } from './commandTree';
import { CallableCommand } from './scimCommand';
import { wrapText } from './wrapText';

/** Columns that help fits into. */
const WIDTH = 80;

/** What a section is indented by. */
const INDENT = 2;

/** Widest that names of flags are made, beside what they mean. */
const NAME_WIDTH = 32;

/** `--help` of one command. */
export function renderCommandHelp(
  definition: CallableCommand['definition'],
  usage: string,
): string {
  const {
    description,
    parameters = [],
    flags,
    examples,
    permissions,
  } = definition;
  const call = [
    usage,
    ...parameters.map(name => `<${name}>`),
    '[flags...]',
  ].join(' ');
  return [
    section('USAGE', [call]),
    wrapText(description, WIDTH).join('\n'),
    section('FLAGS', flagLines(flags)),
    section(
      'EXAMPLES',
      examples.flatMap(example => callLines(`${usage} ${example}`.trim())),
    ),
    ...(permissions.length > 0
      ? [
          section(
            'PERMISSIONS',
            permissions.map(({ name }) => name),
          ),
        ]
      : []),
  ].join('\n\n');
}

/** `--help` of all commands whose path begins like this. */
export function renderGroupHelp(path: string[], usage: string): string {
  const inside = commands.filter(entry =>
    path.every((segment, index) => entry.path[index] === segment),
  );
  const rows = new Map<string, string>();
  for (const entry of inside) {
    const [next, ...deeper] = entry.path.slice(path.length);
    rows.set(next, deeper.length > 0 ? groups[next] : entry.description);
  }
  if (path.length === 0) {
    rows.set('completion', 'Print completion for bash, zsh or fish');
  }
  const own = [usage, ...path].join(' ');
  return [
    section('USAGE', [`${own} <command> [flags...]`]),
    path.length === 0
      ? 'Groups, access and enforcement of a portal.'
      : `${groups[path[0]]}.`,
    section('COMMANDS', columns([...rows])),
    `${own} <command> --help says more about a command.`,
  ].join('\n\n');
}

function flagLines(flags: Flags): string[] {
  const rows = Object.entries(flags).map(([name, flag]): [string, string] => {
    const { alias, placeholder, description } = flag as {
      alias?: string;
      placeholder?: string;
      description: string;
    };
    const long = `--${kebabCase(name)}${placeholder ? ` ${placeholder}` : ''}`;
    return [alias ? `-${alias}, ${long}` : `    ${long}`, description];
  });
  return columns([...rows, ['-h, --help', 'Show this']]);
}

/** A flag as it is typed. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

function section(title: string, lines: string[]): string {
  return `${title}:\n${lines.map(line => `  ${line}`).join('\n')}`;
}

/** Names, and beside them what they mean; below them if they are long. */
function columns(rows: Array<[string, string]>): string[] {
  const names = rows.map(([name]) => name.length);
  const width = Math.max(...names.filter(length => length <= NAME_WIDTH));
  const margin = ' '.repeat(width + 2);
  return rows.flatMap(([name, meaning]) => {
    const lines = wrapText(meaning, WIDTH - INDENT - margin.length);
    const beside = name.length <= width ? lines.shift() : undefined;
    return [
      beside === undefined ? name : `${name.padEnd(width)}  ${beside}`,
      ...lines.map(line => margin + line),
    ];
  });
}

/** What stays on one line of a call: flags and their values, quotes, files. */
const unbroken =
  /[<>] \S+|--?[a-z][\w-]*(?: (?:-(?!\S)|"[^"]*"|[^-\s<>]\S*))?|(?:[^\s"]|"[^"]*")+/g;

/** A call as a shell takes it, on several lines if it is long. */
function callLines(call: string): string[] {
  const words = call.match(unbroken) ?? [];
  const lines: string[] = [];
  for (const word of words) {
    const last = lines[lines.length - 1];
    if (last && `${last} ${word} \\`.length <= WIDTH - INDENT) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(last ? `  ${word}` : word);
    }
  }
  return lines.map((line, index) =>
    index < lines.length - 1 ? `${line} \\` : line,
  );
}
