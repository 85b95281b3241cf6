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
import { ExitCode } from '../ExitCode';
import { outputFlags } from '../outputFlags';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

export default scimCommand({
  description:
    'Creates a portal role. One named scim:x goes at once to whoever the identity provider gives the role x.',
  examples: ['scim:on-call', 'auditors --output json'],
  permissions: [scimDirectoryManagePermission],
  parameters: ['name'],
  flags: outputFlags,
  async run({ flags, parameters: [name], api, terminal }) {
    const role = await api.createRole({ name });
    const people = role.memberCount === 1 ? 'person holds' : 'people hold';
    await terminal.report(
      flags.output === 'json'
        ? toJson({ role })
        : `Created the portal role ${role.name}; ${role.memberCount} ${people} it.`,
    );
    return ExitCode.Done;
  },
});
