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
  NewRoleBinding,
  printable,
  scimPolicyManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { describePrincipal } from '../describePrincipal';
import { ExitCode } from '../ExitCode';
import { outputFlags } from '../outputFlags';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

const ownFlags = {
  user: {
    type: String,
    placeholder: '<name|id>',
    description: 'User name, email or id of a user',
  },
  userGroup: {
    type: String,
    placeholder: '<name|id>',
    description: 'Display name or id of a user group',
  },
  serviceAccount: {
    type: String,
    placeholder: '<name|id>',
    description: 'Name or id of a service account',
  },
  portalRole: {
    type: String,
    placeholder: '<name|id>',
    description: 'Name or id of a portal role',
  },
  ...outputFlags,
} as const;

export default scimCommand({
  description:
    'Gives a role on a resource to a user, a user group, a service account or a portal role. The resource is a reference, such as cloud/prod-cloud, or an id. What is there already stays as it is.',
  examples: [
    'cloud/prod-cloud collaborator --user-group Engineering',
    'project/prod-cloud/proj-1 owner --user mara@example.com',
    'cloud/prod-cloud owner --service-account ci-bot',
    'organization collaborator --portal-role scim:on-call',
  ],
  permissions: [scimPolicyManagePermission],
  parameters: ['resource', 'role'],
  flags: ownFlags,
  async run({ flags, parameters: [resource, role], api, terminal }) {
    const { user, userGroup, serviceAccount, portalRole } = flags;
    const given = Object.entries({
      user,
      group: userGroup,
      serviceAccount,
      portalRole,
    }).flatMap(([type, name]) => (name ? [{ type, name }] : []));
    if (given.length !== 1) {
      throw new InputError(
        'Say who gets the role: one of --user, --user-group, --service-account and --portal-role.',
      );
    }
    const [principal] = given as Array<NewRoleBinding['principal']>;
    const result = await api.addBinding({ resource, role, principal });
    const { binding, changed } = result;
    const held = `${role} on ${binding.resource.ref}`;
    await terminal.report(
      flags.output === 'json'
        ? toJson(result)
        : printable(
            changed
              ? `The ${describePrincipal(
                  binding.principal,
                )} holds ${held} now (binding ${binding.id}).`
              : `The ${describePrincipal(
                  binding.principal,
                )} holds ${held} already.`,
          ),
    );
    return ExitCode.Done;
  },
});
