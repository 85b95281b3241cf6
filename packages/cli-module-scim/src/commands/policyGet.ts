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

import { scimDirectoryReadPermission } from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { oneOf } from '../oneOf';
import { policyAddress, policyAddressFlags } from '../policyAddress';
import { renderPolicy } from '../renderPolicy';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

const ownFlags = {
  ...policyAddressFlags,
  output: {
    type: oneOf('yaml', 'json'),
    placeholder: '<yaml|json>',
    description: 'How to report (default: yaml)',
  },
} as const;

export default scimCommand({
  description:
    'Shows what user groups hold on a resource, as the file that `policy set` takes.',
  examples: [
    '--resource-type cloud --resource-id prod-cloud',
    '--resource-type project --resource-id prod-cloud/proj-1 > policy.yaml',
    '--resource-type organization --output json',
  ],
  permissions: [scimDirectoryReadPermission],
  flags: ownFlags,
  async run({ flags, api, terminal }) {
    const policy = await api.getPolicy(...policyAddress(flags));
    await terminal.report(
      flags.output === 'json' ? toJson({ policy }) : renderPolicy(policy),
    );
    return ExitCode.Done;
  },
});
