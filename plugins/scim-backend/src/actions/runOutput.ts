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

import { randomUUID } from 'node:crypto';
import { InputError } from '@backstage/errors';
import {
  EnforcementPlan,
  EnforcementRun,
  ScimApi,
} from '@backstage-scim/plugin-scim-common';
import type { z } from 'zod/v3';

/** What an action says of a run. */
export const runSchema = (zod: typeof z) =>
  zod.object({
    runId: zod.string().describe('To roll it back.'),
    kind: zod.enum(['enforce', 'rollback']),
    status: zod.string(),
    usersChanged: zod.number(),
    usersRemoved: zod.number(),
    bindings: zod.number().describe('Role bindings that went, or came back.'),
  });

/** What an action says of a run. */
export function toRunOutput({ id, kind, status, counts }: EnforcementRun) {
  const { usersChanged, usersRemoved, bindings } = counts;
  return { runId: id, kind, status, usersChanged, usersRemoved, bindings };
}

/**
 * Carries a plan out if whoever asks for it knows how many people it affects.
 *
 * @throws InputError if they do not
 */
export async function applyKnowingly(
  api: ScimApi,
  plan: EnforcementPlan,
  request: { fingerprint: string; affectedUsers: number },
): Promise<EnforcementRun> {
  const { fingerprint, affectedUsers } = request;
  if (affectedUsers !== plan.affectedUsers) {
    throw new InputError(
      `The plan does not affect ${affectedUsers} people; nothing was changed. Look at the preview, and have a person type the number.`,
    );
  }
  return api.applyPlan(plan.id, { fingerprint, operationId: randomUUID() });
}
