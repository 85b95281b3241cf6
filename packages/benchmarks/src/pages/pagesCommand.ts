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

import { Command, InvalidArgumentError } from 'commander';
import { benchPages } from './benchPages';

/** `yarn bench pages`. */
export function pagesCommand(): Command {
  return new Command('pages')
    .description('How soon pages show data, in Chromium, on PostgreSQL')
    .option('--size <factor>', '1 is 100,000 people', toFactor, 1)
    .option('--seed <number>', 'of the generated organization', Number, 1)
    .option('--times <times>', 'each page is opened', toTimes, 20)
    .action(async ({ size, seed, times }) =>
      benchPages({ factor: size, seed, times }),
    );
}

function toFactor(text: string): number {
  const factor = Number(text);
  if (!(factor > 0)) {
    throw new InvalidArgumentError('It must be a number above 0.');
  }
  return factor;
}

function toTimes(text: string): number {
  const times = Number(text);
  if (!Number.isInteger(times) || times < 1) {
    throw new InvalidArgumentError('It must be a number from 1.');
  }
  return times;
}
