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

import { scimDirectoryManagePermission } from '@backstage-scim/plugin-scim-common';
import { confirmed, confirmFlags } from '../confirmed';
import { ExitCode } from '../ExitCode';
import { findRole } from '../findRole';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Deletes a portal role with its role bindings: whoever holds it loses what it gives. Asks before it does.',
  examples: ['scim:on-call', 'scim:on-call --yes'],
  permissions: [scimDirectoryManagePermission],
  parameters: ['role'],
  flags: confirmFlags,
  async run({ flags, parameters: [reference], api, terminal }) {
    const role = await findRole(api, reference);
    const question = `Delete the portal role ${role.name}, which ${role.memberCount} people and ${role.bindingCount} role bindings have?`;
    if (!(await confirmed(terminal, flags, question))) {
      return ExitCode.Interrupted;
    }
    await api.deleteRole(role.id);
    await terminal.report(`Deleted the portal role ${role.name}.`);
    return ExitCode.Done;
  },
});
