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
  AccessImportResult,
  scimPolicyManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { tellProblems } from '../fileProblems';
import { readInput } from '../readInput';
import { scimCommand } from '../scimCommand';

export default scimCommand({
  description:
    'Loads resources, service accounts, unsynced users and role bindings from an access file (YAML). All or nothing: a file with a problem changes nothing. What is there already stays as it is.',
  examples: ['-f access.yaml', '-f - < access.yaml'],
  permissions: [scimPolicyManagePermission],
  flags: {
    file: {
      type: String,
      alias: 'f',
      placeholder: '<file>',
      description: 'The access file; - reads standard input',
    },
  },
  async run({ flags: { file }, api, terminal }) {
    if (!file) {
      throw new InputError('Say which file to import: -f FILE.');
    }
    const content = await readInput(file);
    const name = file === '-' ? 'standard input' : file;
    const result = await tellProblems(
      terminal,
      file,
      api.importAccess(content),
    );
    await terminal.report(describe(name, result));
    return ExitCode.Done;
  },
});

function describe(name: string, result: AccessImportResult): string {
  if (!result.changed) {
    return `Nothing new in ${name}: everything it names is there already.`;
  }
  const { created, unchanged } = result;
  const present = Object.values(unchanged).reduce((sum, n) => sum + n, 0);
  const parts = [
    counted(created.resources, 'resource'),
    counted(created.serviceAccounts, 'service account'),
    counted(created.users, 'user'),
    counted(created.bindings, 'role binding'),
  ].filter(part => part !== undefined);
  return `Imported ${name}: ${
    parts.join(', ') || 'settings'
  } added; ${present} unchanged.`;
}

function counted(count: number, noun: string): string | undefined {
  if (count === 0) {
    return undefined;
  }
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
