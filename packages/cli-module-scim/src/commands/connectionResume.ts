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
import { ExitCode } from '../ExitCode';
import { findConnection } from '../findConnection';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Resumes a paused connection: its requests are taken and its groups give access again.',
  examples: ['Okta'],
  permissions: [scimConnectionManagePermission],
  parameters: ['connection'],
  flags: {},
  async run({ parameters: [reference], api, terminal }) {
    const { id, name } = await findConnection(api, reference);
    const { status } = await api.resumeConnection(id);
    await terminal.report(`${name} is ${status} now.`);
    return ExitCode.Done;
  },
});
