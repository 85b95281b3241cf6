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
import { ScimApi } from '@backstage-scim/plugin-scim-common';
import { ExitCode } from './ExitCode';
import { PlanReport } from './PlanReport';
import { readPlanRows } from './planRows';
import { Terminal } from './Terminal';

/** Shows a plan that somebody else made, asks, and agrees to it. */
export async function approvePlan(options: {
  api: ScimApi;
  terminal: Terminal;
  planId: string;
  yes?: boolean;
}): Promise<ExitCode> {
  const { api, terminal, planId, yes } = options;
  if (!yes && !terminal.interactive) {
    throw new InputError(
      'This approves a plan, and there is no terminal to confirm it on. Look at it with `plan show`, then pass --yes.',
    );
  }
  const { model } = await api.getCaller();
  const plan = await api.getPlan(planId);
  const report = new PlanReport(plan, await readPlanRows(api, planId), model);
  await terminal.report(report.preview());
  for (const concern of report.concerns()) {
    await terminal.progress(concern);
  }
  if (
    !yes &&
    !(await terminal.confirm(`Do you approve this plan of ${plan.createdBy}?`))
  ) {
    await terminal.note('Nothing was changed.');
    return ExitCode.Interrupted;
  }
  const { approvals } = await api.approvePlan(planId, {
    fingerprint: plan.fingerprint,
  });
  const missing = (approvals?.required ?? 0) - (approvals?.given.length ?? 0);
  await terminal.progress(
    missing > 0
      ? `Approved. Approvals still missing: ${missing}.`
      : 'Approved. The plan can be applied.',
  );
  return ExitCode.Done;
}
