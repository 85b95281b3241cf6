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
import { ExitCode } from '../ExitCode';
import { outputFlags } from '../outputFlags';
import { PlanReport } from '../PlanReport';
import { readPlanRows } from '../planRows';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description: 'Shows a stored enforcement plan and what its guards say.',
  examples: ['8c5b2f0e-3c4f-4a57-9d54-0d6a52a1b7de'],
  permissions: [scimEnforcementPlanPermission],
  parameters: ['plan'],
  flags: outputFlags,
  async run({ flags, parameters: [id], api, terminal }) {
    const { model } = await api.getCaller();
    const plan = await api.getPlan(id);
    const report = new PlanReport(plan, await readPlanRows(api, id), model);
    await terminal.report(
      flags.output === 'json' ? report.json() : report.preview(),
    );
    for (const concern of report.concerns()) {
      await terminal.progress(concern);
    }
    return ExitCode.Done;
  },
});
