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
import { ProgressLine, StyleName } from '../push';
import { replayLifecycle, ReplayStep } from '../replay';
import { bareTokenOption, styleOption } from './styleOption';

interface ReplayCommandOptions {
  url: string;
  token: string;
  style: StyleName;
  bareToken?: boolean;
  largeGroup: number;
  keep?: boolean;
  json?: boolean;
}

/** `example-idp replay` */
export function replayCommand(): Command {
  return new Command('replay')
    .description(
      'Go through the whole life of people and groups at a SCIM service as a provider does, reading back after each step. Touches nobody but those it makes up, and takes them away at the end',
    )
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
    .option(
      '--large-group <members>',
      'also push a group of this size, e.g. 50000',
      parseCount,
      0,
    )
    .option('--keep', 'leave what was made')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Examples:
  example-idp replay --style okta  --url http://localhost:7007/api/scim/v2 --token development-only-scim-token
  example-idp replay --style entra --url … --token … --large-group 50000`,
    )
    .action(replay);
}

async function replay(options: ReplayCommandOptions) {
  const progress = new ProgressLine();
  const report = await replayLifecycle({
    ...options,
    target: {
      url: options.url,
      token: options.token,
      bareToken: options.bareToken,
      onRetry: (reason, wait) =>
        progress.note(
          `${reason} Trying again in ${(wait / 1000).toFixed(1)} s …`,
        ),
    },
    onStep: step => options.json || process.stdout.write(format(step)),
  });
  if (options.json) {
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    const seconds = report.steps.reduce(
      (sum, { milliseconds }) => sum + milliseconds / 1000,
      0,
    );
    const requests = report.steps.reduce((sum, step) => sum + step.requests, 0);
    process.stdout.write(
      `${
        report.ok ? 'All as it should be' : 'Something is wrong'
      }: ${requests} requests in ${seconds.toFixed(1)} s, as ${
        report.style
      }.\n`,
    );
  }
  if (!report.ok) {
    process.exitCode = 1;
  }
}

function format({ title, milliseconds, requests, error }: ReplayStep): string {
  const seconds = (milliseconds / 1000).toFixed(2).padStart(8);
  const line = `${error ? '✗' : '✓'} ${title.padEnd(46)}${seconds} s${String(
    requests,
  ).padStart(7)} requests\n`;
  return error ? `${line}  ${error}\n` : line;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0 || count > 1_000_000) {
    throw new InvalidArgumentError('It must be a number from 0 to 1000000.');
  }
  return count;
}
