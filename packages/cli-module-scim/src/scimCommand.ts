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

import { CliCommandContext } from '@backstage/cli-node';
import { InputError, isError } from '@backstage/errors';
import {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { ScimApi } from '@backstage-scim/plugin-scim-common';
import { cli, Flags, TypeFlag } from 'cleye';
import { connect, connectionFlags } from './connection';
import { describeError } from './describeError';
import { ExitCode } from './ExitCode';
import { Interruption } from './Interruption';
import { Terminal } from './Terminal';

/**
 * A `backstage-cli scim` command.
 */
export interface ScimCommand<TFlags extends Flags> {
  /** For `--help`: what it does. */
  description: string;
  /** For `--help`: arguments of calls worth copying. */
  examples: string[];
  /** What the caller must be allowed to do. */
  permissions: Array<BasicPermission | ResourcePermission>;
  /** Names of arguments, all required. */
  parameters?: string[];
  flags: TFlags;
  run(invocation: ScimInvocation<TFlags>): Promise<ExitCode>;
}

/**
 * One call of a command.
 */
export interface ScimInvocation<TFlags extends Flags> {
  flags: TypeFlag<TFlags>['flags'];
  parameters: string[];
  api: ScimApi;
  terminal: Terminal;
  interruption: Interruption;
}

/**
 * Makes a command callable by the Backstage command line: parses its arguments,
 * connects to the portal, runs it, tells errors in sentences and ends the
 * process with its exit code.
 */
export function scimCommand<TFlags extends Flags>(
  command: ScimCommand<TFlags>,
): (context: CliCommandContext) => Promise<void> {
  return async ({ args, info }) => {
    const terminal = Terminal.ofProcess();
    const interruption = Interruption.ofProcess(terminal);
    let url: string | undefined;
    try {
      const { flags, parameters } = parse(command, args, info.usage);
      const connection = await connect(flags);
      url = connection.url;
      process.exit(
        await command.run({
          flags,
          parameters,
          api: connection.api,
          terminal,
          interruption,
        }),
      );
    } catch (error) {
      if (isError(error) && error.code === 'EPIPE') {
        // Whoever read the report has seen enough (`… | head`).
        process.exit(ExitCode.Failed);
      }
      const { message, exitCode } = describeError(error, {
        url,
        permissions: command.permissions.map(({ name }) => name),
      });
      await terminal.note(`Error: ${message}`).catch(() => {});
      if (process.env.DEBUG && isError(error)) {
        await terminal.note(error.stack ?? '').catch(() => {});
      }
      process.exit(exitCode);
    }
  };
}

function parse<TFlags extends Flags>(
  command: ScimCommand<TFlags>,
  args: string[],
  usage: string,
) {
  const names = command.parameters ?? [];
  const parsed = cli(
    {
      name: usage,
      parameters: names.map(name => `<${name}>`),
      flags: { ...command.flags, ...connectionFlags },
      strictFlags: true,
      help: {
        description: command.description,
        examples: command.examples.map(example => `${usage} ${example}`.trim()),
      },
    },
    undefined,
    args,
  );
  const surplus = parsed._.slice(names.length);
  if (surplus.length > 0) {
    throw new InputError(
      `'${surplus[0]}' is one argument too many. See \`${usage} --help\`.`,
    );
  }
  return {
    flags: parsed.flags as TypeFlag<TFlags>['flags'] &
      TypeFlag<typeof connectionFlags>['flags'],
    parameters: parsed._.slice(0, names.length),
  };
}
