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
  EnforcementPlan,
  renderPermissionChanges,
  ScimApi,
} from '@backstage-scim/plugin-scim-common';
import type { z } from 'zod/v3';

/** Rows of a plan that an action answers with, at most. */
const MAX_ROWS = 200;

/** What an action says of a plan. */
export const planSchema = (zod: typeof z) =>
  zod.object({
    planId: zod.string(),
    fingerprint: zod.string().describe('Applying the plan repeats it.'),
    kind: zod.enum(['enforce', 'rollback']),
    expiresAt: zod.string(),
    affectedUsers: zod
      .number()
      .describe('People whom it affects; applying the plan repeats it.'),
    counts: zod.object({
      users: zod.number(),
      usersChanged: zod.number(),
      changes: zod.number(),
      usersRemoved: zod.number(),
      bindings: zod.number(),
    }),
    guards: zod
      .array(
        zod.object({
          guard: zod.string(),
          outcome: zod.enum(['warn', 'block']),
          message: zod.string(),
        }),
      )
      .describe('Guards that warn or refuse.'),
    exempt: zod.array(zod.string()).describe('Who keeps their role bindings.'),
    preview: zod.string().describe('The changes as text, for people.'),
    truncated: zod.boolean().describe('Whether the preview leaves rows out.'),
  });

/** What an action says of a plan, with its first rows. */
export async function toPlanOutput(api: ScimApi, plan: EnforcementPlan) {
  const page = { limit: MAX_ROWS };
  const changes = await api.listPlanChanges(plan.id, page);
  const removals = await api.listPlanRemovals(plan.id, page);
  const { model } = await api.getCaller();
  return {
    planId: plan.id,
    fingerprint: plan.fingerprint,
    kind: plan.kind,
    expiresAt: plan.expiresAt,
    affectedUsers: plan.affectedUsers,
    counts: {
      users: plan.counts.users,
      usersChanged: plan.counts.usersChanged,
      changes: plan.counts.changes,
      usersRemoved: plan.counts.usersRemoved,
      bindings: plan.counts.bindings,
    },
    guards: plan.guards.flatMap(({ guard, outcome, message }) =>
      outcome === 'pass' ? [] : [{ guard, outcome, message }],
    ),
    exempt: plan.exempt.map(({ email }) => email),
    preview: renderPermissionChanges({
      changes: changes.items,
      removals: removals.items,
      model,
      kind: plan.kind,
    }),
    truncated:
      changes.nextCursor !== undefined || removals.nextCursor !== undefined,
  };
}
