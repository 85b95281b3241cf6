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
  printable,
  scimPolicyManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { administratorFlags } from '../administratorFlags';
import { describePrincipal } from '../describePrincipal';
import { ExitCode } from '../ExitCode';
import { outputFlags } from '../outputFlags';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

export default scimCommand({
  description: 'Takes a role binding away. `binding list` shows their ids.',
  examples: ['8c5b2f0e-3c4f-4a57-9d54-0d6a52a1b7de'],
  permissions: [scimPolicyManagePermission],
  parameters: ['binding'],
  flags: { ...administratorFlags, ...outputFlags },
  async run({ flags, parameters: [id], api, terminal }) {
    const { allowNoAdministrator } = flags;
    const binding = await api.removeBinding(id, { allowNoAdministrator });
    await terminal.report(
      flags.output === 'json'
        ? toJson({ binding })
        : printable(
            `The ${describePrincipal(binding.principal)} does not hold ${
              binding.role
            } on ${binding.resource.ref} by this binding any more.`,
          ),
    );
    return ExitCode.Done;
  },
});
