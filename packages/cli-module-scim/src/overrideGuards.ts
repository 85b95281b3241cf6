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
import { EnforcementPlan, ScimApi } from '@backstage-scim/plugin-scim-common';

/** The flags that let a plan pass guards that block it. */
export const overrideFlags = {
  override: {
    type: [String],
    placeholder: '<[guard=]number>',
    description:
      'Let this plan pass a guard that blocks it, or all that do, by the exact number of people it affects',
  },
  reason: {
    type: String,
    placeholder: '<text>',
    description: 'With --override: why; kept in the audit log',
  },
} as const;

/**
 * Overrides the guards that block a plan as the flags say.
 *
 * @returns the plan as it is then
 */
export async function overrideGuards(
  api: ScimApi,
  plan: EnforcementPlan,
  flags: { override?: string[]; reason?: string },
): Promise<EnforcementPlan> {
  const { override = [], reason } = flags;
  if (override.length === 0) {
    return plan;
  }
  if (!reason) {
    throw new InputError(
      'An override needs a reason: pass --reason as well; the audit log keeps it.',
    );
  }
  let overridden = plan;
  for (const text of override) {
    const { guard, affectedUsers } = parse(text);
    const blocking = overridden.guards
      .filter(one => one.outcome === 'block' && one.overridable)
      .map(one => one.guard);
    for (const name of guard ? [guard] : blocking) {
      overridden = await api.overrideGuard(plan.id, {
        guard: name,
        affectedUsers,
        reason,
      });
    }
  }
  return overridden;
}

function parse(text: string): { guard?: string; affectedUsers: number } {
  const match = /^(?:([a-z-]+)=)?(\d{1,9})$/.exec(text.trim());
  if (!match) {
    throw new InputError(
      `--override must be a number of people, or <guard>=<number>, not '${text}'.`,
    );
  }
  return { guard: match[1], affectedUsers: Number(match[2]) };
}
