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

import { Command, Option } from 'commander';
import { readDirectory } from '../directory';
import { formatSummary, ProgressLine, StyleName } from '../push';
import { PushJob } from '../PushJob';
import { fromCallersFolder } from './fromCallersFolder';
import { bareTokenOption, styleOption } from './styleOption';

interface PushOptions {
  directory: string;
  url: string;
  token: string;
  style: StyleName;
  bareToken?: boolean;
  output: 'text' | 'json';
}

/** `example-idp push` */
export function pushCommand(): Command {
  return new Command('push')
    .description(
      'Bring a SCIM service to the state of a directory file: everything the first time, then only differences',
    )
    .requiredOption('--directory <file>', 'directory file (YAML)')
    .addOption(
      new Option('--url <url>', 'SCIM base URL, e.g. …/api/scim/v2')
        .env('IDP_PUSH_URL')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--token <token>', 'bearer token of the connection')
        .env('IDP_PUSH_TOKEN')
        .makeOptionMandatory(),
    )
    .addOption(styleOption())
    .addOption(bareTokenOption())
    .addOption(
      new Option('--output <format>', 'how to print the summary')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action(async (options: PushOptions) => {
      const directory = await readDirectory(
        fromCallersFolder(options.directory),
      );
      const job = new PushJob({
        directory: () => directory,
        target: () => options,
        progress: new ProgressLine(),
      });
      const summary = await job.run();
      process.stdout.write(
        options.output === 'json'
          ? `${JSON.stringify(summary, undefined, 2)}\n`
          : `${formatSummary(summary)}\n`,
      );
    });
}
