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
  AccessModel,
  allPages,
  ENFORCEMENT_FORMAT_VERSION,
  EnforcementPlan,
  EnforcementRun,
  GuardRefusedError,
  PlanChange,
  PlanRemoval,
  renderConfirmation,
  renderPermissionChanges,
  ScimApi,
} from '@backstage-scim/plugin-scim-common';
import { applySafely } from './applySafely';
import { ExitCode } from './ExitCode';
import { Interruption } from './Interruption';
import { oneOf } from './oneOf';
import { Terminal } from './Terminal';

/**
 * The flags of commands that make a plan, show it and apply it.
 */
export const planFlags = {
  dryRun: {
    type: Boolean,
    description: 'Only show what would change',
  },
  yes: {
    type: Boolean,
    alias: 'y',
    description: 'Do not ask for confirmation',
  },
  output: {
    type: oneOf('text', 'json'),
    placeholder: '<text|json>',
    description: 'How to report (default: text)',
  },
  detailedExitcode: {
    type: Boolean,
    description: 'With --dry-run: exit with 2 if there are changes',
  },
} as const;

/**
 * Makes a plan, shows it, asks, applies the very plan that was shown, and
 * reports what was applied, read back from the portal.
 */
export async function carryOutPlan(options: {
  api: ScimApi;
  terminal: Terminal;
  interruption: Interruption;
  flags: {
    dryRun?: boolean;
    yes?: boolean;
    output?: 'text' | 'json';
    detailedExitcode?: boolean;
  };
  /** The run to undo; absent to enforce groups. */
  rollbackOf?: string;
  /** What is going on while the plan is applied, and once it has been. */
  messages: { starting: string; completed: string };
}): Promise<ExitCode> {
  const { api, terminal, interruption, flags, rollbackOf, messages } = options;
  if (!flags.dryRun && !flags.yes && !terminal.interactive) {
    throw new InputError(
      'This changes access, and there is no terminal to confirm it on. Look at the changes with --dry-run, then pass --yes to apply them.',
    );
  }

  await terminal.progress(
    flags.dryRun
      ? 'Running in dry-run mode. Analyzing permission changes...'
      : 'Analyzing permission changes...',
  );
  const { model } = await api.getCaller();
  const plan = await api.createPlan({ rollbackOf });
  assertReadable(plan);
  const planned = await readRows(
    page => api.listPlanChanges(plan.id, page),
    page => api.listPlanRemovals(plan.id, page),
  );
  const showsChanges = planned.changes.length + planned.removals.length > 0;
  const asJson = flags.output === 'json';

  const preview = renderPreview({ plan, ...planned, model });
  if (!asJson) {
    await terminal.report(
      flags.dryRun && showsChanges
        ? `${preview}\n\n(No changes were applied. Remove --dry-run to apply changes.)`
        : preview,
    );
  } else if (flags.dryRun) {
    await terminal.report(toJson({ plan, ...planned }));
  }
  await noteConcerns(terminal, plan, showsChanges);

  if (flags.dryRun) {
    return flags.detailedExitcode && showsChanges
      ? ExitCode.ChangesFound
      : ExitCode.Done;
  }
  if (!showsChanges && plan.counts.bindings === 0) {
    if (asJson) {
      await terminal.report(toJson({ plan, ...planned }));
    }
    return ExitCode.Done;
  }
  const refusals = plan.guards.filter(({ outcome }) => outcome === 'block');
  if (refusals.length > 0) {
    throw new GuardRefusedError(refusals);
  }

  if (!flags.yes) {
    if (asJson) {
      await terminal.note(preview);
    }
    await terminal.note(`\n${renderConfirmation(plan.kind)}`);
    if (!(await terminal.confirm('Do you want to proceed?'))) {
      await terminal.note('Nothing was changed.');
      return ExitCode.Interrupted;
    }
  }

  await terminal.progress(messages.starting);
  interruption.message =
    'Interrupted while the plan was being applied: it is applied whole or not at all. Look at what is left with --dry-run.';
  const run = await applySafely(api, plan);
  const undo =
    run.kind === 'enforce'
      ? `Undo with: backstage-cli scim rollback ${run.id}`
      : `The rollback is run ${run.id}.`;
  interruption.message = `Interrupted after the plan was applied.\n${undo}`;

  try {
    const applied = await readRows(
      page => api.listRunChanges(run.id, page),
      page => api.listRunRemovals(run.id, page),
    );
    if (asJson) {
      await terminal.report(toJson({ plan, ...applied, run }));
    } else if (showsChanges) {
      await terminal.report(renderApplied({ run, ...applied, model }));
    }
  } catch (error) {
    await terminal.note(
      `The plan was applied, but reporting it failed.\n${undo}`,
    );
    throw error;
  }
  await terminal.note('');
  await terminal.progress(messages.completed);
  await terminal.note(undo);
  return ExitCode.Done;
}

interface Rows {
  changes: PlanChange[];
  removals: PlanRemoval[];
}

async function readRows(
  listChanges: Parameters<typeof allPages<PlanChange>>[0],
  listRemovals: Parameters<typeof allPages<PlanRemoval>>[0],
): Promise<Rows> {
  return {
    changes: await collect(allPages(listChanges)),
    removals: await collect(allPages(listRemovals)),
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}

function renderPreview(
  options: Rows & { plan: EnforcementPlan; model: AccessModel },
): string {
  const { plan, changes, removals, model } = options;
  const text = renderPermissionChanges({
    changes,
    removals,
    model,
    kind: plan.kind,
  });
  return changes.length + removals.length > 0
    ? `\n=== Permission Changes Preview ===\n\n${text}`
    : text;
}

function renderApplied(
  options: Rows & { run: EnforcementRun; model: AccessModel },
): string {
  const { run, changes, removals, model } = options;
  const blocks = [
    '\n=== Applied Permission Changes ===',
    renderPermissionChanges({ changes, removals, model, kind: run.kind }),
  ];
  if (run.skipped?.length) {
    blocks.push(
      [
        '--- Not restored ---',
        ...run.skipped.map(
          ({ principal, resource, role, reason }) =>
            `  - ${principal}: ${role} on ${resource}: ${reason}`,
        ),
      ].join('\n'),
    );
  }
  return blocks.join('\n\n');
}

function toJson(
  content: Rows & { plan: EnforcementPlan; run?: EnforcementRun },
): string {
  return JSON.stringify(
    { formatVersion: ENFORCEMENT_FORMAT_VERSION, ...content },
    undefined,
    2,
  );
}

/** Tells what the preview does not show. */
async function noteConcerns(
  terminal: Terminal,
  plan: EnforcementPlan,
  showsChanges: boolean,
): Promise<void> {
  if (!showsChanges && plan.counts.bindings > 0) {
    await terminal.progress(
      plan.kind === 'enforce'
        ? `Role bindings of users that groups make superfluous: ${plan.counts.bindings}. Removing them changes nobody's access.`
        : `Role bindings of users to restore that groups make superfluous: ${plan.counts.bindings}.`,
    );
  }
  if (plan.exempt.length > 0) {
    await terminal.progress(
      `Exempt, keeping their role bindings: ${plan.exempt
        .map(({ email, userName }) => email || userName)
        .join(', ')}.`,
    );
  }
  for (const { guard, outcome, message } of plan.guards) {
    if (outcome !== 'pass') {
      await terminal.progress(
        `${
          outcome === 'block' ? 'Refused by' : 'Warning of'
        } guard ${guard}: ${message}`,
      );
    }
  }
}

function assertReadable(plan: EnforcementPlan): void {
  const [major] = ENFORCEMENT_FORMAT_VERSION.split('.');
  if (plan.formatVersion.split('.')[0] !== major) {
    throw new Error(
      `The portal writes plans in format ${plan.formatVersion}; this command line reads format ${ENFORCEMENT_FORMAT_VERSION}. Install versions of the two that belong together.`,
    );
  }
}
