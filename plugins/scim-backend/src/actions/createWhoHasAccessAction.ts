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
  AccessHolderPrincipal,
  describeGrant,
} from '@backstage-scim/plugin-scim-common';
import { ActionOptions } from './CallerApi';

/** Offers who can reach a resource. */
export function createWhoHasAccessAction({
  actionsRegistry,
  callerApi,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'who-has-access',
    title: 'Who Has Access',
    description:
      'Says who can reach a resource, or what a catalog entity stands for, and why: user groups, portal roles, service accounts, then people. Returns a page; pass `nextCursor` as `cursor` for the next one. Changes nothing.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          resource: z
            .string()
            .describe(
              'A reference such as cloud/prod-cloud, an id, or the reference of a catalog entity such as component:default/website.',
            ),
          search: z
            .string()
            .optional()
            .describe('Only those whose name or email contains this.'),
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
          resource: z.string(),
          holders: z.array(
            z.object({
              type: z.enum(['group', 'portalRole', 'serviceAccount', 'user']),
              name: z.string(),
              role: z
                .string()
                .optional()
                .describe('Absent for an owner of the entity without access.'),
              sources: z.array(z.string()),
            }),
          ),
          impliedBy: z
            .array(z.string())
            .describe('Roles elsewhere whose holders have rights here too.'),
          totalHolders: z.number(),
          nextCursor: z.string().optional(),
        }),
    },
    examples: [
      {
        title: 'Who can reach the production cloud?',
        input: { resource: 'cloud/prod-cloud' },
      },
    ],
    action: ({ input: { resource, ...page }, credentials }) =>
      callerApi.use(credentials, async api => {
        const access = await api.getResourceAccess(resource, page);
        return {
          output: {
            resource: access.resource.ref,
            holders: access.items.map(({ principal, role, sources }) => ({
              type: principal.type,
              name: nameOf(principal),
              role,
              sources: sources.map(describeGrant),
            })),
            impliedBy: access.impliedBy.map(
              ({ resource: above, role }) => `${role} of ${above.ref}`,
            ),
            totalHolders: access.totalItems,
            nextCursor: access.nextCursor,
          },
        };
      }),
  });
}

function nameOf(principal: AccessHolderPrincipal): string {
  switch (principal.type) {
    case 'user':
      return principal.user.email;
    case 'group':
      return principal.group.displayName;
    default:
      return principal.name;
  }
}
