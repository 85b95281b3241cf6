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

import { Command } from 'commander';
import { pushCommand } from './commands/pushCommand';
import { replayCommand } from './commands/replayCommand';
import { serveCommand } from './commands/serveCommand';

/**
 * Runs the command line.
 *
 * @param argv - as in `process.argv`
 */
export async function run(argv: string[]): Promise<void> {
  try {
    await new Command('example-idp')
      .description('A small identity provider for development, demos and tests')
      .addCommand(pushCommand())
      .addCommand(serveCommand())
      .addCommand(replayCommand())
      .parseAsync(argv);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
