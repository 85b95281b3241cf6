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

import { writeFile } from 'node:fs/promises';
import { scimDirectoryReadPermission } from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Writes resources, service accounts, unsynced users and role bindings as an access file (YAML). Importing it again changes nothing.',
  examples: ['> access.yaml', '-f access.yaml'],
  permissions: [scimDirectoryReadPermission],
  flags: {
    file: {
      type: String,
      alias: 'f',
      placeholder: '<file>',
      description: 'Where to write it (default: standard output)',
    },
  },
  async run({ flags: { file }, api, terminal }) {
    const content = await api.exportAccess();
    if (file && file !== '-') {
      await writeFile(file, content);
      await terminal.progress(`Wrote ${file}.`);
    } else {
      await terminal.report(content.trimEnd());
    }
    return ExitCode.Done;
  },
});
