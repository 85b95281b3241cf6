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
import { scimEnforcementApplyPermission } from '@backstage-scim/plugin-scim-common';
import { ActionOptions } from './CallerApi';
import { planSchema, toPlanOutput } from './planOutput';
import { applyKnowingly, runSchema, toRunOutput } from './runOutput';

/** Offers to undo a run. */
export function createRollBackRunAction({
  actionsRegistry,
  callerApi,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'roll-back-run',
    title: 'Roll Back Run',
    description:
      'Undoes an enforcement run: gives back exactly the role bindings and memberships that it took. Without `affectedUsers` it only says what would come back. Ask a person first: they have to type the number of people whom the rollback affects.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    visibilityPermission: scimEnforcementApplyPermission,
    schema: {
      input: z =>
        z.object({
          runId: z.string(),
          planId: z
            .string()
            .optional()
            .describe('Of the preview; needed to go ahead.'),
          fingerprint: z
            .string()
            .optional()
            .describe('Of the preview; needed to go ahead.'),
          affectedUsers: z
            .number()
            .int()
            .min(0)
            .optional()
            .describe(
              'How many people it affects, as a person has typed it; only a preview if absent.',
            ),
        }),
      output: z =>
        z.object({
          plan: planSchema(z).optional().describe('What would come back.'),
          run: runSchema(z).optional().describe('What came back.'),
        }),
    },
    action: ({ input, credentials }) =>
      callerApi.use(credentials, async api => {
        const { runId, planId, fingerprint, affectedUsers } = input;
        if (affectedUsers === undefined) {
          const preview = await api.createPlan({ rollbackOf: runId });
          return { output: { plan: await toPlanOutput(api, preview) } };
        }
        if (planId === undefined || fingerprint === undefined) {
          throw new InputError(
            'Give planId and fingerprint of the preview; call this without affectedUsers to get one.',
          );
        }
        const plan = await api.getPlan(planId);
        if (plan.rollbackOf !== runId) {
          throw new InputError('The plan is not one to undo this run.');
        }
        const request = { fingerprint, affectedUsers };
        const run = await applyKnowingly(api, plan, request);
        return { output: { run: toRunOutput(run) } };
      }),
  });
}
