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

import { scimEnforcementPlanPermission } from '@backstage-scim/plugin-scim-common';
import { ActionOptions } from './CallerApi';

/** Offers the permission check. */
export function createCheckPermissionsAction({
  actionsRegistry,
  callerApi,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'check-permissions',
    title: 'Check Permissions',
    description:
      'Lists people who are only half set up: they hold a role that calls for more, such as a role in a cloud, and none in any project of that cloud. Returns a page of rows, by email; pass `nextCursor` as `cursor` for the next one. Changes nothing.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: scimEnforcementPlanPermission,
    schema: {
      input: z =>
        z.object({
          search: z
            .string()
            .optional()
            .describe('Only people whose name or email contains this.'),
          cursor: z
            .string()
            .optional()
            .describe('From `nextCursor` of the page before.'),
          limit: z
            .number()
            .int()
            .min(1)
            .max(1000)
            .optional()
            .describe('Rows to return; 50 if absent.'),
        }),
      output: z =>
        z.object({
          rows: z.array(
            z.object({
              email: z.string(),
              resource: z.string().describe('For example cloud/prod-cloud.'),
              role: z.string(),
              issue: z.string().describe('What is missing.'),
            }),
          ),
          totalUsers: z.number().describe('Distinct people on all pages.'),
          totalRows: z.number(),
          nextCursor: z.string().optional(),
        }),
    },
    examples: [{ title: 'Who is only half set up?', input: {} }],
    action: ({ input, credentials }) =>
      callerApi.use(credentials, async api => {
        const page = await api.checkPermissions(input);
        return {
          output: {
            rows: page.items.map(({ user, resource, role, issue }) => ({
              email: user.email,
              resource: resource.ref,
              role,
              issue,
            })),
            totalUsers: page.totalUsers,
            totalRows: page.totalItems,
            nextCursor: page.nextCursor,
          },
        };
      }),
  });
}
