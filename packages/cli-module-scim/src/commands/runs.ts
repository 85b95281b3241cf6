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
  EnforcementRun,
  scimEnforcementPlanPermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { listingFlags, reportListing } from '../listing';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description: 'Lists the plans that were carried out, newest first.',
  examples: ['', '--output json'],
  permissions: [scimEnforcementPlanPermission],
  flags: { output: listingFlags.output },
  run: ({ flags, api, terminal }): Promise<ExitCode> =>
    reportListing<EnforcementRun>({
      terminal,
      flags,
      list: page => api.listRuns(page),
      columns: [
        { title: 'Id', key: 'id', whole: true, value: one => one.id },
        { title: 'Kind', key: 'kind', value: one => one.kind },
        { title: 'Status', key: 'status', value: one => one.status },
        {
          title: 'Bindings',
          key: 'bindings',
          value: one => one.counts.bindings,
        },
        { title: 'Applied by', key: 'applied_by', value: one => one.appliedBy },
        {
          title: 'Finished at',
          key: 'finished_at',
          value: one => one.finishedAt,
        },
        {
          title: 'Rolled back by',
          key: 'rolled_back_by',
          value: one => one.rolledBackBy,
        },
      ],
      empty: 'Nothing was enforced yet.',
    }),
});
