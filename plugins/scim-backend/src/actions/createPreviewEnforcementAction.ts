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
  PlanScope,
  scimEnforcementPlanPermission,
} from '@backstage-scim/plugin-scim-common';
import { ActionOptions } from './CallerApi';
import { planSchema, toPlanOutput } from './planOutput';

/** Offers a preview of enforcing groups. */
export function createPreviewEnforcementAction({
  actionsRegistry,
  callerApi,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'preview-enforcement',
    title: 'Preview Enforcement',
    description:
      "Makes and stores a plan that removes all direct role bindings of people, so that access comes from groups only, and says whose access would change and who would be removed. Changes nobody's access. Show the preview to a person before `apply-plan`.",
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: scimEnforcementPlanPermission,
    schema: {
      input: z =>
        z.object({
          resource: z
            .string()
            .optional()
            .describe(
              'Only this resource and what lies in it, such as cloud/prod-cloud.',
            ),
          users: z
            .array(z.string())
            .min(1)
            .optional()
            .describe('Only these people, by email, user name or id.'),
        }),
      output: z => planSchema(z),
    },
    examples: [{ title: 'What would enforcing groups change?', input: {} }],
    action: ({ input: { resource, users }, credentials }) =>
      callerApi.use(credentials, async api => {
        const plan = await api.createPlan({ scope: toScope(resource, users) });
        return { output: await toPlanOutput(api, plan) };
      }),
  });
}

function toScope(resource?: string, users?: string[]): PlanScope | undefined {
  if (resource !== undefined && users !== undefined) {
    throw new InputError('Give either a resource or people, not both.');
  }
  if (resource !== undefined) {
    return { type: 'resource', resource };
  }
  return users && { type: 'users', users };
}
