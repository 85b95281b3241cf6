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

import { NotFoundError } from '@backstage/errors';
import {
  describeGrant,
  EffectiveRole,
  ImpliedAccess,
  printable,
  ResourceSummary,
  scimAccessReadPermission,
  UserAccess,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from '../ExitCode';
import { outputFlags } from '../outputFlags';
import { isCalled, resourcesCalled } from '../resourcesCalled';
import { scimCommand } from '../scimCommand';
import { toJson } from '../toJson';

export default scimCommand({
  description:
    'Says what role somebody holds on a resource, with every source of it, and what enforcing groups would change. The resource is a reference, such as cloud/prod-cloud, an id, or a name; if several have that name, each is explained.',
  examples: [
    'mara@example.com cloud/prod-cloud',
    'mara@example.com organization --output json',
  ],
  permissions: [scimAccessReadPermission],
  parameters: ['user', 'resource'],
  flags: outputFlags,
  async run({ flags, parameters: [reference, name], api, terminal }) {
    const access = await api.getUserAccess(reference);
    const roles = access.roles
      .filter(({ resource }) => isCalled(resource, name))
      .map(role => ({
        ...role,
        change: access.enforcement.changes.find(
          change => change.resource.id === role.resource.id,
        ),
      }));
    const meant =
      roles.length > 0
        ? roles.map(({ resource }) => resource)
        : await resourcesCalled(api, name);
    if (meant?.length === 0) {
      throw new NotFoundError(
        `There is no resource '${name}'; give a reference such as cloud/prod-cloud, a name or an id.`,
      );
    }
    const implied = access.implied.filter(one => reaches(one, meant));
    await terminal.report(
      flags.output === 'json'
        ? toJson({
            user: access.user,
            roles,
            implied,
            removed: access.enforcement.removed,
          })
        : describe({ ...access, roles, implied }, name)
            .map(printable)
            .join('\n'),
    );
    return ExitCode.Done;
  },
});

/** Whether a right extends to one of some resources, as far as one can see. */
function reaches(
  { from, on }: ImpliedAccess,
  resources: ResourceSummary[] | undefined,
): boolean {
  return (
    resources === undefined ||
    resources.some(({ type, parent }) =>
      parent ? from.resource.ref === parent.ref : on === type,
    )
  );
}

function describe(
  {
    user,
    enforcement,
    roles,
    implied,
  }: Omit<UserAccess, 'roles'> & {
    roles: Array<EffectiveRole & { change?: { newRole?: string } }>;
  },
  name: string,
): string[] {
  if (!user.active || !user.member) {
    return [`${user.email} is not an active member and can reach nothing.`];
  }
  const lines = roles.flatMap(
    ({ resource: { ref }, role, sources, change }) => [
      `${user.email} holds ${role} on ${ref}:`,
      ...sources.map(source => `  - ${describeGrant(source)}`),
      ...(change
        ? [
            `Enforcing groups changes it: ${role} -> ${
              change.newRole ?? '(removed)'
            }.`,
          ]
        : []),
    ],
  );
  if (roles.length === 0) {
    lines.push(`${user.email} holds no role on ${name}.`);
  }
  lines.push(
    ...implied.map(
      ({ from, on }) =>
        `As ${from.role} of ${from.resource.ref} they reach every ${on} in it.`,
    ),
  );
  if (enforcement.removed) {
    lines.push(
      'Enforcing groups ends their membership: they are in no active user group.',
    );
  }
  return lines;
}
