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

import { defaultAccessModel } from '@backstage-scim/plugin-scim-common';
import fc from 'fast-check';
import type { ScimDatabase } from '../../database';
import {
  Principal,
  WorldDescription,
} from '../../enforcement/__testUtils__/buildWorld';

/** The people of every random world. */
export const people = [0, 1, 2, 3].map(number => `u${number}@example.com`);

const groupNames = ['G0', 'g1', 'G2', 'G3'];
const portalRoleNames = ['scim:r0', 'scim:r1'];
const clouds = { c0: ['p'], c1: ['p', 'q'] };
const refs: Record<string, string[]> = {
  organization: ['organization'],
  cloud: ['cloud/c0', 'cloud/c1'],
  project: ['project/c0/p', 'project/c1/p', 'project/c1/q'],
};
const rolesOf = Object.fromEntries(
  defaultAccessModel.types.map(({ type, roles }) => [type, roles]),
);

const principals: Principal[] = [
  ...people.map(user => ({ user })),
  ...groupNames.map(group => ({ group })),
  ...portalRoleNames.map(portalRole => ({ portalRole })),
  { serviceAccount: 'bot' },
];

const mostly = fc.integer({ min: 0, max: 5 }).map(number => number > 0);

const bindings = fc.uniqueArray(
  fc
    .constantFrom('organization', 'cloud', 'cloud', 'project')
    .chain(type =>
      fc.tuple(
        fc.constantFrom(...refs[type]),
        fc.constantFrom(...rolesOf[type]),
        fc.constantFrom(...principals),
      ),
    ),
  { selector: binding => JSON.stringify(binding), maxLength: 25 },
);

/** Small organizations in which anything can happen. */
export const randomWorlds: fc.Arbitrary<WorldDescription> = fc.record({
  clouds: fc.constant(clouds),
  connections: fc.constant({ on: 'active', off: 'paused' } as const),
  users: fc.tuple(
    ...people.map(email =>
      fc.record({ email: fc.constant(email), active: mostly, member: mostly }),
    ),
  ),
  groups: fc.tuple(
    ...groupNames.map(name =>
      fc.record({
        name: fc.constant(name),
        users: fc.subarray(people),
        groups: fc.subarray(groupNames),
        linked: mostly,
        connection: fc.constantFrom(undefined, 'on', 'on', 'off'),
      }),
    ),
  ),
  portalRoles: fc
    .tuple(...portalRoleNames.map(() => fc.subarray(people)))
    .map(held =>
      Object.fromEntries(held.map((users, i) => [portalRoleNames[i], users])),
    ),
  serviceAccounts: fc.constant(['bot']),
  bindings,
});

/** Makes room for the next world. */
export async function clearWorld({ knex }: ScimDatabase): Promise<void> {
  for (const table of [
    'bindings',
    'resources',
    'service_accounts',
    'portal_roles',
    'groups',
    'users',
    'connections',
  ]) {
    await knex(table).delete();
  }
}
