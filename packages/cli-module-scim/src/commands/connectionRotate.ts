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
import { scimConnectionManagePermission } from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { findConnection } from '../findConnection';
import { scimCommand } from '../scimCommand';
import { wholeDays } from '../wholeDays';

export default scimCommand({
  description:
    "Rotates a connection's token. Without flags, writes a new token to standard output, this once; both tokens count until --complete or --cancel.",
  examples: ['Okta > token', 'Okta --complete', 'Okta --cancel'],
  permissions: [scimConnectionManagePermission],
  parameters: ['connection'],
  flags: {
    complete: {
      type: Boolean,
      description: 'From now on only the new token counts',
    },
    cancel: {
      type: Boolean,
      description: 'From now on only the old token counts',
    },
    expiresInDays: {
      type: wholeDays,
      placeholder: '<days>',
      description: 'When the new token expires (default: never)',
    },
  },
  async run({ flags, parameters: [reference], api, terminal }) {
    const { complete, cancel, expiresInDays } = flags;
    if (complete && cancel) {
      throw new InputError('Pass either --complete or --cancel.');
    }
    const { id, name } = await findConnection(api, reference);
    if (complete) {
      await api.completeRotation(id);
      await terminal.report(`Only the new token of ${name} counts now.`);
    } else if (cancel) {
      await api.cancelRotation(id);
      await terminal.report(`Only the old token of ${name} counts now.`);
    } else {
      const { token } = await api.startRotation(id, {
        tokenExpiresInDays: expiresInDays,
      });
      await terminal.note(
        `The new token of ${name} is shown this once. Give it to the identity provider, then run this with --complete.`,
      );
      await terminal.report(token);
    }
    return ExitCode.Done;
  },
});
