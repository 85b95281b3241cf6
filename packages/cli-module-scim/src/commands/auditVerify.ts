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

import { InputError } from '@backstage/errors';
import {
  AuditHead,
  scimAuditReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { outputFlags } from '../outputFlags';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

export default scimCommand({
  description:
    'Checks that every entry of the audit log is as it was written, and names the first that is not. With the head of an earlier check, also that nothing was cut off. Ends with 1 if something is wrong.',
  examples: ['', '--head 42:9f86d081…'],
  permissions: [scimAuditReadPermission],
  flags: {
    ...outputFlags,
    head: {
      type: String,
      placeholder: '<number:hash>',
      description: 'As an earlier check told it; it must still be there',
    },
  },
  async run({ flags, api, terminal }) {
    const found = await api.verifyAudit(
      flags.head === undefined ? undefined : parseHead(flags.head),
    );
    if (flags.output === 'json') {
      await terminal.report(toJson(found));
    } else if (found.firstBad) {
      await terminal.report(
        `Entry ${found.firstBad.seq} is bad: ${found.firstBad.reason} The ${found.entries} entries before it are intact.`,
      );
    } else {
      await terminal.report(
        `All ${found.entries} entries are intact.\nHead: ${found.entries}:${found.head}`,
      );
    }
    return found.intact ? ExitCode.Done : ExitCode.Failed;
  },
});

function parseHead(text: string): AuditHead {
  const match = /^(\d{1,9}):([0-9a-f]{64})$/.exec(text);
  if (!match) {
    throw new InputError(
      `--head must be <number>:<hash>, as \`audit verify\` tells it, not '${text}'.`,
    );
  }
  return { seq: Number(match[1]), hash: match[2] };
}
