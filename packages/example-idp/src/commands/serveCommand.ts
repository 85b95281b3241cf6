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

import { Command, InvalidArgumentError, Option } from 'commander';
import { DirectoryFile } from '../directory';
import { IdentityProvider } from '../IdentityProvider';
import { formatSummary, ProgressLine, StyleName } from '../push';
import { fromCallersFolder } from './fromCallersFolder';
import { bareTokenOption, styleOption } from './styleOption';

interface ServeOptions {
  directory: string;
  host: string;
  port: number;
  issuer?: string;
  data: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string[];
  pushTo?: string;
  token?: string;
  watch: boolean;
  style: StyleName;
  bareToken?: boolean;
}

/** `example-idp serve` */
export function serveCommand(): Command {
  return new Command('serve')
    .description(
      'Sign the people of a directory file in over OpenID Connect. For development only: there are no passwords',
    )
    .requiredOption('--directory <file>', 'directory file (YAML)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', parsePort, 7107)
    .option(
      '--issuer <url>',
      'how clients and browsers reach it (default: http://localhost:<port>)',
    )
    .option('--data <folder>', 'where keys and sessions are kept', '.data/idp')
    .option('--client-id <id>', 'OpenID Connect client id', 'portal')
    .addOption(
      new Option('--client-secret <secret>', 'OpenID Connect client secret')
        .env('IDP_CLIENT_SECRET')
        .default('development-only-client-secret'),
    )
    .option('--redirect-uri <url...>', 'where clients may be sent back to', [
      'http://localhost:7007/api/auth/oidc/handler/frame',
    ])
    .option(
      '--push-to <url>',
      'SCIM base URL to push the directory to, at start and whenever the file changes',
    )
    .addOption(
      new Option('--token <token>', 'bearer token for --push-to').env(
        'IDP_PUSH_TOKEN',
      ),
    )
    .addOption(styleOption())
    .addOption(bareTokenOption())
    .option('--no-watch', 'read the directory file only once')
    .action(serve);
}

async function serve(options: ServeOptions, command: Command) {
  if (options.pushTo && !options.token) {
    command.error(
      'error: --push-to needs a bearer token: give --token or set IDP_PUSH_TOKEN',
    );
  }
  const directory = await DirectoryFile.open(
    fromCallersFolder(options.directory),
  );
  const progress = new ProgressLine();
  const provider = await IdentityProvider.start({
    directory,
    dataDir: fromCallersFolder(options.data),
    host: options.host,
    port: options.port,
    issuer: options.issuer,
    clients: [
      {
        id: options.clientId,
        secret: options.clientSecret,
        redirectUris: options.redirectUri,
      },
    ],
    target:
      options.pushTo && options.token
        ? {
            url: options.pushTo,
            token: options.token,
            style: options.style,
            bareToken: options.bareToken,
          }
        : undefined,
    progress,
  });
  process.stdout.write(
    `OpenID Connect issuer: ${provider.url}\nPage of the administrator: ${provider.url}/\n`,
  );
  const { administration } = provider;
  const push = async () => {
    const pushed = await administration.pushChange();
    if (pushed?.error) {
      progress.note(pushed.error);
    } else if (pushed?.summary) {
      process.stdout.write(`${formatSummary(pushed.summary)}\n`);
    }
  };
  const unwatch = options.watch
    ? directory.watch({
        onChange: push,
        onProblem: error => progress.note(error.message),
      })
    : () => {};
  push();

  const stop = async () => {
    unwatch();
    await provider.stop();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  }
  return port;
}
