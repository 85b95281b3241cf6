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
  AuditEntry,
  scimAuditReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { auditFlags } from '../auditFlags';
import { ExitCode } from '../ExitCode';
import { listingFlags, reportListing } from '../listing';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description: 'Lists the audit log, newest first.',
  examples: ['--action enforcement', '--actor user:default/mara --output csv'],
  permissions: [scimAuditReadPermission],
  flags: { ...auditFlags, output: listingFlags.output },
  run: ({ flags, api, terminal }): Promise<ExitCode> => {
    const { output, actor, action, target, since, until } = flags;
    const filter = { actor, action, target, since, until };
    return reportListing<AuditEntry>({
      terminal,
      flags: { output },
      list: ({ cursor, limit }) => api.listAudit({ cursor, limit, ...filter }),
      columns: [
        { title: 'Number', key: 'seq', value: one => one.seq },
        { title: 'At', key: 'at', value: one => one.at },
        { title: 'Actor', key: 'actor', value: one => one.actor },
        { title: 'Action', key: 'action', value: one => one.action },
        { title: 'Target', key: 'target', value: one => one.target },
      ],
      empty: 'The audit log has no such entries.',
    });
  },
});
