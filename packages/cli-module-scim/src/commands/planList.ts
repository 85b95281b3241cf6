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
  PlanListItem,
  scimEnforcementPlanPermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { listingFlags, reportListing } from '../listing';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description: 'Lists stored enforcement plans, newest first.',
  examples: ['', '--output json'],
  permissions: [scimEnforcementPlanPermission],
  flags: { output: listingFlags.output },
  run: ({ flags, api, terminal }): Promise<ExitCode> =>
    reportListing<PlanListItem>({
      terminal,
      flags,
      list: page => api.listPlans(page),
      columns: [
        { title: 'Id', key: 'id', whole: true, value: one => one.id },
        { title: 'Kind', key: 'kind', value: one => one.kind },
        { title: 'Status', key: 'status', value: one => one.status },
        { title: 'People', key: 'people', value: one => one.affectedUsers },
        { title: 'Made by', key: 'made_by', value: one => one.createdBy },
        { title: 'Made at', key: 'made_at', value: one => one.createdAt },
      ],
      empty: 'There are no plans.',
    }),
});
