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

import { InputError } from '@backstage/errors';
import {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { ScimApi } from '@backstage-scim/plugin-scim-common';
import { cli, Flags, TypeFlag } from 'cleye';
import { connect, connectionFlags } from './connection';
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
 * A command as the command line calls it.
 */
export interface CallableCommand {
  /** For `--help` and completion. */
  readonly definition: Pick<
    ScimCommand<Flags>,
    'description' | 'examples' | 'parameters' | 'permissions'
  > & { flags: Flags };
  /**
   * Parses the arguments, connects to the portal and runs the command.
   *
   * @param call - `usage` is what leads up to the arguments; `onConnected` is
   * told the URL of the plugin
   */
  call(call: {
    args: string[];
    usage: string;
    terminal: Terminal;
    interruption: Interruption;
    env: NodeJS.ProcessEnv;
    onConnected(url: string): void;
  }): Promise<ExitCode>;
}

/**
 * Makes a command callable by the command line.
 */
export function scimCommand<const TFlags extends Flags>(
  command: ScimCommand<TFlags>,
): CallableCommand {
  return {
    definition: {
      ...command,
      flags: { ...command.flags, ...connectionFlags },
    },
    async call({ args, usage, terminal, interruption, env, onConnected }) {
      const { flags, parameters } = parse(command, args, usage);
      const { url, api } = await connect(flags, env);
      onConnected(url);
      return command.run({ flags, parameters, api, terminal, interruption });
    },
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
      flags: { ...command.flags, ...connectionFlags },
      strictFlags: true,
      help: false,
    },
    undefined,
    args,
  );
  const missing = names[parsed._.length];
  if (missing) {
    throw new InputError(
      `Missing required parameter "${missing}". See \`${usage} --help\`.`,
    );
  }
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
