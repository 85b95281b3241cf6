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
import { approvePlan } from '../approvePlan';
import { carryOutPlan, planFlags } from '../carryOutPlan';
import { parseScope } from '../parseScope';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Removes the direct role bindings of users, so that access comes from groups only, and ends the membership of people who are in no active user group. Shows what changes, and asks, before it does anything.',
  examples: [
    '--dry-run',
    '',
    '--dry-run --detailed-exitcode --output json > plan.json',
    '--yes --url https://portal.example.com --token "$TOKEN"',
    '--scope resource:cloud/prod-cloud --dry-run',
    '--override effective-loss=1204 --reason "Agreed in CHG-77"',
    '--approve 8c5b2f0e-3c4f-4a57-9d54-0d6a52a1b7de',
    '--plan 8c5b2f0e-3c4f-4a57-9d54-0d6a52a1b7de',
  ],
  permissions: [scimEnforcementPlanPermission, scimEnforcementApplyPermission],
  flags: {
    ...planFlags,
    scope: {
      type: String,
      placeholder: '<source:…|resource:…|user:…>',
      description:
        'Cover one source, one resource and all in it, or some people',
    },
    plan: {
      type: String,
      placeholder: '<plan>',
      description: 'Apply this stored plan, such as one that was approved',
    },
    approve: {
      type: String,
      placeholder: '<plan>',
      description:
        'Approve a plan that somebody else made, and do nothing else',
    },
  },
  run: ({ flags, api, terminal, interruption }) =>
    flags.approve
      ? approvePlan({
          api,
          terminal,
          planId: flags.approve,
          yes: flags.yes,
        })
      : carryOutPlan({
          api,
          terminal,
          interruption,
          flags,
          scope:
            flags.scope === undefined ? undefined : parseScope(flags.scope),
          planId: flags.plan,
          messages: {
            starting: 'Starting SCIM permission migration...',
            completed: 'SCIM permission migration completed successfully.',
          },
        }),
});
