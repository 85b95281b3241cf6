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
  PolicyChange,
  printable,
  scimPolicyManagePermission,
  SetPolicyResult,
} from '@backstage-scim/plugin-scim-common';
import { administratorFlags } from '../administratorFlags';
import { describePrincipal } from '../describePrincipal';
import { ExitCode } from '../ExitCode';
import { tellProblems } from '../fileProblems';
import { outputFlags } from '../outputFlags';
import { policyAddress, policyAddressFlags } from '../policyAddress';
import { readInput } from '../readInput';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

const ownFlags = {
  ...policyAddressFlags,
  file: {
    type: String,
    alias: 'f',
    placeholder: '<file>',
    description: 'The policy file; - reads standard input',
  },
  dryRun: {
    type: Boolean,
    description: 'Only show what would change',
  },
  detailedExitcode: {
    type: Boolean,
    description: 'With --dry-run: exit with 2 if there are changes',
  },
  expectedVersion: {
    type: String,
    placeholder: '<version>',
    description:
      'Refuse if the policy is at another version by now (`version` of `policy get --output json`, `previousVersion` of a dry run)',
  },
  ...administratorFlags,
  ...outputFlags,
} as const;

export default scimCommand({
  description:
    'Replaces what user groups hold on a resource with what a policy file (YAML) says. All or nothing: a file with a problem changes nothing. `bindings: []` clears the policy. What users, service accounts and portal roles hold stays. Principals are display names of user groups, their ids, or the first eight characters or more of an id, with or without `ug_` before them.',
  examples: [
    '--resource-type cloud --resource-id prod-cloud -f policy.yaml',
    '--resource-type project --resource-id prod-cloud/proj-1 -f policy.yaml --dry-run',
    '--resource-type organization -f - < policy.yaml',
  ],
  permissions: [scimPolicyManagePermission],
  flags: ownFlags,
  async run({ flags, api, terminal }) {
    const address = policyAddress(flags);
    const { file, dryRun, expectedVersion, detailedExitcode } = flags;
    const { allowNoAdministrator } = flags;
    if (!file) {
      throw new InputError('Say which file the policy is in: -f FILE.');
    }
    const result = await tellProblems(
      terminal,
      file,
      api.setPolicy(...address, {
        file: await readInput(file),
        dryRun,
        expectedVersion,
        allowNoAdministrator,
      }),
    );
    await terminal.report(
      flags.output === 'json'
        ? toJson({ dryRun: dryRun ?? false, ...result })
        : describe(result, dryRun ?? false),
    );
    return dryRun && detailedExitcode && result.changed
      ? ExitCode.ChangesFound
      : ExitCode.Done;
  },
});

function describe(result: SetPolicyResult, dryRun: boolean): string {
  const { changed, policy, added, removed } = result;
  const { ref } = policy.resource;
  if (!changed) {
    return `The policy of ${ref} is like that already.`;
  }
  const line = (sign: string) => (change: PolicyChange) =>
    printable(
      `  ${sign} ${change.role}: ${describePrincipal(change.principal)}`,
    );
  return [
    dryRun
      ? `The policy of ${ref} would change:`
      : `The policy of ${ref} is set:`,
    ...added.map(line('+')),
    ...removed.map(line('-')),
    ...(dryRun
      ? ['', '(No changes were applied. Remove --dry-run to apply changes.)']
      : []),
  ].join('\n');
}
