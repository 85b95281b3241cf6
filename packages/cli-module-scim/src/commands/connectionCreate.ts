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
import { outputFlags } from '../outputFlags';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';
import { wholeDays } from '../wholeDays';

const ownFlags = {
  provider: {
    type: String,
    placeholder: '<provider>',
    description: 'Identity provider, such as okta, entra, google or generic',
  },
  activate: {
    type: Boolean,
    description: 'Let what is pushed count at once, without a review',
  },
  expiresInDays: {
    type: wholeDays,
    placeholder: '<days>',
    description: 'When the token expires (default: never)',
  },
  ...outputFlags,
} as const;

export default scimCommand({
  description:
    'Connects an identity provider. The token is written to standard output, this once: keep it. Until the connection is activated, what is pushed grants nothing.',
  examples: [
    'Okta --provider okta',
    '"Entra ID" --provider entra --activate --expires-in-days 365 > token',
    'Okta --provider okta --output json',
  ],
  permissions: [scimConnectionManagePermission],
  parameters: ['name'],
  flags: ownFlags,
  async run({ flags, parameters: [name], api, terminal }) {
    const { provider } = flags;
    if (!provider) {
      throw new InputError('Say which identity provider: --provider PROVIDER.');
    }
    const known = (await api.listProviders()).items.map(({ id }) => id);
    if (!known.includes(provider)) {
      throw new InputError(
        `There is no identity provider '${provider}'; use one of ${known.join(
          ', ',
        )}. For any other that speaks SCIM 2.0: generic.`,
      );
    }
    const issued = await api.createConnection({
      name,
      provider,
      activation: flags.activate ? 'immediately' : 'review',
      tokenExpiresInDays: flags.expiresInDays,
    });
    const { status } = issued.connection;
    await terminal.note(
      `Created the connection ${name} (${status}). Its token is shown this once:`,
    );
    await terminal.report(
      flags.output === 'json' ? toJson(issued) : issued.token,
    );
    return ExitCode.Done;
  },
});
