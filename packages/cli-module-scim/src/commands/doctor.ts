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

import {
  CheckOutcome,
  printable,
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { outputFlags } from '../outputFlags';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

const marks: Record<
  CheckOutcome,
  { mark: string; color: 'green' | 'yellow' | 'red' }
> = {
  pass: { mark: '✓', color: 'green' },
  warn: { mark: '!', color: 'yellow' },
  fail: { mark: '✗', color: 'red' },
};

export default scimCommand({
  description:
    'Checks configuration, database, connections, catalog, events and permissions of the portal, and says what to do about what is wrong. Ends with 1 if a check fails.',
  examples: ['', '--output json'],
  permissions: [scimDirectoryReadPermission],
  flags: outputFlags,
  async run({ flags, api, terminal }) {
    const diagnosis = await api.diagnose();
    if (flags.output === 'json') {
      await terminal.report(toJson(diagnosis));
    } else {
      for (const { check, outcome, message, advice } of diagnosis.checks) {
        const { mark, color } = marks[outcome];
        await terminal.report(
          `${terminal.paint(color, mark)} ${check}: ${printable(message)}`,
        );
        if (advice) {
          await terminal.report(`  → ${printable(advice)}`);
        }
      }
    }
    return diagnosis.outcome === 'fail' ? ExitCode.Failed : ExitCode.Done;
  },
});
