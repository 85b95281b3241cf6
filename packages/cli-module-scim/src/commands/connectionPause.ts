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

import { scimConnectionManagePermission } from '@backstage-scim/plugin-scim-common';
import { administratorFlags } from '../administratorFlags';
import { confirmed, confirmFlags } from '../confirmed';
import { ExitCode } from '../ExitCode';
import { findConnection } from '../findConnection';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Pauses a connection: its requests are refused and its groups give no access until it is resumed. Asks before it does.',
  examples: ['Okta', 'Okta --yes'],
  permissions: [scimConnectionManagePermission],
  parameters: ['connection'],
  flags: { ...administratorFlags, ...confirmFlags },
  async run({ flags, parameters: [reference], api, terminal }) {
    const { id, name, counts } = await findConnection(api, reference);
    const question = `Pause ${name}? Its ${counts.groups} groups give no access until it is resumed.`;
    if (!(await confirmed(terminal, flags, question))) {
      return ExitCode.Interrupted;
    }
    const { allowNoAdministrator } = flags;
    await api.pauseConnection(id, { allowNoAdministrator });
    await terminal.report(
      `${name} is paused. Resume it with \`connection resume\`.`,
    );
    return ExitCode.Done;
  },
});
