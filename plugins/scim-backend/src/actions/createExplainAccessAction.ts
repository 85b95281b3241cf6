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
  describeGrant,
  EffectiveRole,
} from '@backstage-scim/plugin-scim-common';
import { ActionOptions } from './CallerApi';

/** Offers why somebody can reach what. */
export function createExplainAccessAction({
  actionsRegistry,
  callerApi,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'explain-access',
    title: 'Explain Access',
    description:
      "Says what a person can reach and why: every effective role with all its sources, and what enforcing groups would change. Without `user`, about the caller. Callers see their own access; others' needs permission. Changes nothing.",
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          user: z
            .string()
            .optional()
            .describe(
              'A user name, an email, an id or an entity reference such as user:default/mara; the caller if absent.',
            ),
          resource: z
            .string()
            .optional()
            .describe(
              'Only this resource, by reference, such as cloud/prod-cloud, by name or by id.',
            ),
        }),
      output: z =>
        z.object({
          email: z.string(),
          active: z.boolean().describe('Whether they are an active member.'),
          roles: z.array(
            z.object({
              resource: z.string(),
              role: z.string().describe('The most powerful role they hold.'),
              sources: z.array(z.string()),
            }),
          ),
          implied: z
            .array(z.string())
            .describe('Rights that follow from a role further up.'),
          enforcement: z.object({
            removed: z
              .boolean()
              .describe('Whether enforcing groups ends their membership.'),
            changes: z.array(
              z.object({
                resource: z.string(),
                oldRole: z.string().optional(),
                newRole: z.string().optional(),
              }),
            ),
          }),
        }),
    },
    examples: [
      {
        title: 'Why can Mara reach the cloud prod-cloud?',
        input: { user: 'mara@example.com', resource: 'cloud/prod-cloud' },
      },
      { title: 'What can I reach?', input: {} },
    ],
    action: ({ input, credentials }) =>
      callerApi.use(credentials, async api => {
        const access = await (input.user === undefined
          ? api.getMyAccess()
          : api.getUserAccess(input.user));
        const { user, roles, implied, enforcement } = access;
        const asked = ({ resource }: Pick<EffectiveRole, 'resource'>) =>
          input.resource === undefined ||
          [resource.ref, resource.name, resource.id].includes(input.resource);
        return {
          output: {
            email: user.email,
            active: user.active && user.member,
            roles: roles.filter(asked).map(({ resource, role, sources }) => ({
              resource: resource.ref,
              role,
              sources: sources.map(describeGrant),
            })),
            implied: implied.map(
              ({ from, on }) =>
                `${from.role} of ${from.resource.ref}: every ${on} in it`,
            ),
            enforcement: {
              removed: enforcement.removed,
              changes: enforcement.changes
                .filter(asked)
                .map(({ resource, oldRole, newRole }) => ({
                  resource: resource.ref,
                  oldRole,
                  newRole,
                })),
            },
          },
        };
      }),
  });
}
