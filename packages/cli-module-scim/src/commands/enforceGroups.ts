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
  scimEnforcementApplyPermission,
  scimEnforcementPlanPermission,
} from '@backstage-scim/plugin-scim-common';
import { carryOutPlan, planFlags } from '../carryOutPlan';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Removes the direct role bindings of users, so that access comes from groups only, and ends the membership of people who are in no active user group. Shows what changes, and asks, before it does anything.',
  examples: [
    '--dry-run',
    '',
    '--dry-run --detailed-exitcode --output json > plan.json',
    '--yes --url https://portal.example.com --token "$TOKEN"',
  ],
  permissions: [scimEnforcementPlanPermission, scimEnforcementApplyPermission],
  flags: planFlags,
  run: ({ flags, api, terminal, interruption }) =>
    carryOutPlan({
      api,
      terminal,
      interruption,
      flags,
      messages: {
        starting: 'Starting SCIM permission migration...',
        completed: 'SCIM permission migration completed successfully.',
      },
    }),
});
