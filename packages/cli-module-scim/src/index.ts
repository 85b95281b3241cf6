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

import { createCliModule } from '@backstage/cli-node';
import packageJson from '../package.json';
import { Interruption } from './Interruption';
import { runScim } from './runScim';
import { Terminal } from './Terminal';

/**
 * Runs `… scim …` on the terminal of this process, and ends the process.
 *
 * @param call - `usage` is what leads up to the arguments
 * @public
 */
export async function runOnProcess(call: {
  args: string[];
  usage: string;
}): Promise<never> {
  const terminal = Terminal.ofProcess();
  const interruption = Interruption.ofProcess(terminal);
  const { env } = process;
  process.exit(await runScim({ ...call, terminal, interruption, env }));
}

/**
 * `backstage-cli scim`.
 *
 * @public
 */
export default createCliModule({
  packageJson,
  init: async registry => {
    registry.addCommand({
      path: ['scim'],
      description: 'Groups, access and enforcement of the portal',
      execute: ({ args, info }) => runOnProcess({ args, usage: info.usage }),
    });
  },
});
