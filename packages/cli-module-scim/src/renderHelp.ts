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
    description,
    section('FLAGS', flagLines(flags)),
    section(
      'EXAMPLES',
      examples.map(example => `${usage} ${example}`.trim()),
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

function columns(rows: Array<[string, string]>): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}
