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
  ENFORCEMENT_FORMAT_VERSION,
  EnforcementPlan,
  EnforcementRun,
  GuardRefusedError,
  PlanScope,
  renderConfirmation,
  ScimApi,
} from '@backstage-scim/plugin-scim-common';
import { applySafely } from './applySafely';
import { ExitCode } from './ExitCode';
import { Interruption } from './Interruption';
import { oneOf } from './oneOf';
import { overrideFlags, overrideGuards } from './overrideGuards';
import { PlanReport } from './PlanReport';
import { readPlanRows, readRunRows } from './planRows';
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
  ...overrideFlags,
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
    override?: string[];
    reason?: string;
  };
  /** The run to undo; absent to enforce groups. */
  rollbackOf?: string;
  /** What to cover; everything if absent. */
  scope?: PlanScope;
  /** A stored plan to apply, instead of making one. */
  planId?: string;
  /** What is going on while the plan is applied, and once it has been. */
  messages: { starting: string; completed: string };
}): Promise<ExitCode> {
  const { api, terminal, interruption, flags, messages } = options;
  const { rollbackOf, scope, planId } = options;
  const asJson = flags.output === 'json';
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
  const made = planId
    ? await api.getPlan(planId)
    : await api.createPlan({ rollbackOf, scope });
  const plan = flags.dryRun ? made : await overrideGuards(api, made, flags);
  assertReadable(plan);
  const report = new PlanReport(plan, await readPlanRows(api, plan.id), model);

  if (flags.dryRun) {
    await terminal.report(asJson ? report.json() : report.dryRun());
    await tellConcerns(terminal, report);
    return flags.detailedExitcode && report.showsChanges
      ? ExitCode.ChangesFound
      : ExitCode.Done;
  }

  if (!asJson) {
    await terminal.report(report.preview());
  }
  await tellConcerns(terminal, report);
  if (!report.showsChanges && plan.counts.bindings === 0) {
    if (asJson) {
      await terminal.report(report.json());
    }
    return ExitCode.Done;
  }
  const refusals = plan.guards.filter(
    ({ outcome, overridden }) => outcome === 'block' && !overridden,
  );
  if (refusals.length > 0) {
    throw new GuardRefusedError(refusals);
  }
  if (!flags.yes) {
    if (asJson) {
      await terminal.note(report.preview());
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
  interruption.message = `Interrupted after the plan was applied.\n${nextStep(
    run,
  )}`;
  try {
    const rows = await readRunRows(api, run.id);
    if (asJson) {
      await terminal.report(report.json({ run, rows }));
    } else if (report.showsChanges) {
      await terminal.report(report.applied(run, rows));
    }
  } catch (error) {
    await terminal.note(
      `The plan was applied, but reporting it failed.\n${nextStep(run)}`,
    );
    throw error;
  }
  await terminal.note('');
  await terminal.progress(messages.completed);
  await terminal.note(nextStep(run));
  return ExitCode.Done;
}

async function tellConcerns(
  terminal: Terminal,
  report: PlanReport,
): Promise<void> {
  for (const concern of report.concerns()) {
    await terminal.progress(concern);
  }
}

function nextStep(run: EnforcementRun): string {
  return run.kind === 'enforce'
    ? `Undo with: backstage-cli scim rollback ${run.id}`
    : `The rollback is run ${run.id}.`;
}

function assertReadable(plan: EnforcementPlan): void {
  const [major] = ENFORCEMENT_FORMAT_VERSION.split('.');
  if (plan.formatVersion.split('.')[0] !== major) {
    throw new Error(
      `The portal writes plans in format ${plan.formatVersion}; this command line reads format ${ENFORCEMENT_FORMAT_VERSION}. Install versions of the two that belong together.`,
    );
  }
}
