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
    'Undoes an enforcement run: gives back exactly the role bindings and memberships it took. Shows what comes back, and asks, before it does anything.',
  examples: [
    '8c5b2f0e-3c4f-4a57-9d54-0d6a52a1b7de --dry-run',
    '8c5b2f0e-3c4f-4a57-9d54-0d6a52a1b7de',
  ],
  permissions: [scimEnforcementPlanPermission, scimEnforcementApplyPermission],
  parameters: ['run'],
  flags: planFlags,
  run: ({ flags, parameters: [run], api, terminal, interruption }) =>
    carryOutPlan({
      api,
      terminal,
      interruption,
      flags,
      rollbackOf: run,
      messages: {
        starting: 'Starting SCIM permission rollback...',
        completed: 'SCIM permission rollback completed successfully.',
      },
    }),
});
