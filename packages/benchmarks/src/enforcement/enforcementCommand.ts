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
import { benchEnforcement } from './benchEnforcement';

/** `yarn bench enforcement`. */
export function enforcementCommand(): Command {
  return new Command('enforcement')
    .description('Plans, applies and undoes the enforcement of groups')
    .option('--size <factor>', '1 is 100,000 people', toFactor, 1)
    .option('--seed <number>', 'of the generated organization', Number, 1)
    .addOption(
      new Option('--engine <engine>', 'both if left out').choices(engines),
    )
    .option('--no-peers', 'leave out what the figures are compared with')
    .action(async ({ size, seed, engine, peers }) => {
      for (const one of engine ? [engine] : engines) {
        await benchEnforcement({ engine: one, factor: size, seed, peers });
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
