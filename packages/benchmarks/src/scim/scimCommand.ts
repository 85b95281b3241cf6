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
import { engines } from '../databases';
import { benchScim } from './benchScim';

/** `yarn bench scim`. */
export function scimCommand(): Command {
  return new Command('scim')
    .description('The SCIM endpoint beside scimmy-routers on the same rows')
    .option('--size <factor>', '1 is 100,000 people', toFactor, 1)
    .addOption(
      new Option('--engine <engine>', 'both if left out').choices([...engines]),
    )
    .option('--only <text>', 'only what has this in its name', '')
    .option('--no-peers', 'leave out what the figures are compared with')
    .action(async ({ size, engine, only, peers }) => {
      for (const one of engine ? [engine] : engines) {
        await benchScim({ engine: one, factor: size, only, peers });
      }
    });
}

function toFactor(text: string): number {
  const factor = Number(text);
  if (!(factor > 0)) {
    throw new InvalidArgumentError('It must be a number above 0.');
  }
  return factor;
}
