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

import { scimAuditReadPermission } from '@backstage-scim/plugin-scim-common';
import { auditFlags } from '../auditFlags';
import { ExitCode } from '../ExitCode';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Writes the audit log to standard output, oldest entry first, one JSON a line.',
  examples: ['> audit.jsonl', '--since 2026-11-01T00:00:00Z'],
  permissions: [scimAuditReadPermission],
  flags: auditFlags,
  async run({ flags, api, terminal }) {
    const { actor, action, target, since, until } = flags;
    const stream = await api.exportAudit({
      actor,
      action,
      target,
      since,
      until,
    });
    const decoder = new TextDecoder();
    const reader = stream.getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      rest += decoder.decode(value, { stream: !done });
      const end = rest.lastIndexOf('\n');
      if (end >= 0) {
        await terminal.report(rest.slice(0, end));
        rest = rest.slice(end + 1);
      }
      if (done) {
        return ExitCode.Done;
      }
    }
  },
});
