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

import { scimEnforcementApplyPermission } from '@backstage-scim/plugin-scim-common';
import { ActionOptions } from './CallerApi';
import { applyKnowingly, runSchema, toRunOutput } from './runOutput';

/** Offers to carry a plan out. */
export function createApplyPlanAction({
  actionsRegistry,
  callerApi,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'apply-plan',
    title: 'Apply Plan',
    description:
      "Carries out the very plan that `preview-enforcement` has made: takes people's direct role bindings away and ends memberships, all or nothing. Refused if anything changed since, or if a guard refuses. Ask a person first: they have to type the number of people whom the plan affects. `roll-back-run` undoes it.",
    attributes: { readOnly: false, destructive: true, idempotent: false },
    visibilityPermission: scimEnforcementApplyPermission,
    schema: {
      input: z =>
        z.object({
          planId: z.string(),
          fingerprint: z.string().describe('Of the plan that was shown.'),
          affectedUsers: z
            .number()
            .int()
            .min(0)
            .describe('How many people it affects, as a person has typed it.'),
        }),
      output: z => runSchema(z),
    },
    action: ({ input: { planId, ...request }, credentials }) =>
      callerApi.use(credentials, async api => {
        const plan = await api.getPlan(planId);
        return {
          output: toRunOutput(await applyKnowingly(api, plan, request)),
        };
      }),
  });
}
