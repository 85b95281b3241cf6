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
import { benchCatalog } from './benchCatalog';

/** `yarn bench catalog`. */
export function catalogCommand(): Command {
  return new Command('catalog')
    .description('How fast the catalog follows the directory')
    .option(
      '--present <people>',
      'while others join and leave',
      toCount,
      10_000,
    )
    .option('--times <times>', 'how many join and leave', toCount, 30)
    .option('--reconciled <people>', 'in a reconciliation', toCount, 100_000)
    .addOption(
      new Option('--engine <engine>', 'both if left out').choices([...engines]),
    )
    .action(async ({ engine, ...sizes }) => {
      for (const one of engine ? [engine] : engines) {
        await benchCatalog({ engine: one, ...sizes });
      }
    });
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) {
    throw new InvalidArgumentError('It must be a number from 0.');
  }
  return count;
}
