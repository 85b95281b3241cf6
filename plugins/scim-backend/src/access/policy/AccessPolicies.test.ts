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

import {
  AccessFileError,
  AccessPolicy,
} from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../../__testUtils__/testDatabases';
import type { ScimDatabase } from '../../database';
import { buildWorld } from '../../enforcement/__testUtils__/buildWorld';
import { actor, createTestAccess } from '../__testUtils__/createTestAccess';
import { PolicyAddress } from './AccessPolicies';

jest.setTimeout(60_000);

const prod: PolicyAddress = { type: 'cloud', resource: 'prod-cloud' };

const policy = `bindings:
  - role_name: collaborator
    principals: [engineering]
  - role_name: readonly
    principals:
      - Support
      - Auditors
`;

/** A policy in a few words. */
function inWords({ bindings }: AccessPolicy): Record<string, string[]> {
  return Object.fromEntries(
    bindings.map(({ role, principals }) => [
      role,
      principals.map(({ name }) => name),
    ]),
  );
}

describe('AccessPolicies', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let database: ScimDatabase;
    let access: Awaited<ReturnType<typeof createTestAccess>>;

    beforeEach(async () => {
      database = await databases.create(id);
      await buildWorld(database, {
        clouds: { 'prod-cloud': ['web'], 'dev-cloud': ['web', 'api'] },
        users: ['mara@example.com'],
        groups: [
          { name: 'Engineering' },
          { name: 'Support' },
          { name: 'Auditors' },
        ],
        portalRoles: { 'scim:on-call': [] },
        serviceAccounts: ['ci-bot'],
        bindings: [
          ['cloud/prod-cloud', 'owner', { user: 'mara@example.com' }],
          ['cloud/prod-cloud', 'owner', { serviceAccount: 'ci-bot' }],
          ['cloud/prod-cloud', 'readonly', { portalRole: 'scim:on-call' }],
          ['cloud/prod-cloud', 'readonly', { group: 'Engineering' }],
          ['cloud/dev-cloud', 'readonly', { group: 'Engineering' }],
        ],
      });
      access = await createTestAccess(database);
    });

    const set = (
      file: string,
      address = prod,
      options: { expectedVersion?: string; dryRun?: boolean } = {},
    ) => access.policies.set(address, { file, actor, ...options });

    const get = (address = prod) =>
      database.read(tx => access.policies.get(tx, address));

    const audited = () => database.knex('audit_log').select('action', 'target');

    async function revision(): Promise<number> {
      return (await database.knex('organization').first()).revision;
    }

    /** What a refused policy says, having changed nothing. */
    async function refusal(file: string, address = prod) {
      const before = await access.listBindings();
      const asked = await revision();
      const error = await set(file, address).catch(reason => reason);
      expect(await access.listBindings()).toEqual(before);
      expect(await revision()).toBe(asked);
      expect(await audited()).toEqual([]);
      return error instanceof AccessFileError
        ? error.problems.map(({ line, message }) => `${line}: ${message}`)
        : String(error);
    }

    it("replaces the resource's group bindings, and those alone", async () => {
      const result = await set(policy);

      expect(result.changed).toBe(true);
      expect(
        result.added.map(({ role, principal }) => `${role} ${principal.name}`),
      ).toEqual([
        'collaborator Engineering',
        'readonly Support',
        'readonly Auditors',
      ]);
      expect(result.removed).toMatchObject([
        { role: 'readonly', principal: { name: 'Engineering' } },
      ]);
      expect(inWords(result.policy)).toEqual({
        collaborator: ['Engineering'],
        readonly: ['Auditors', 'Support'],
      });
      expect(await get()).toEqual(result.policy);
      expect(await access.listBindings()).toEqual([
        'cloud/dev-cloud: readonly for group Engineering',
        'cloud/prod-cloud: owner for user mara@example.com',
        'cloud/prod-cloud: owner for serviceAccount ci-bot',
        'cloud/prod-cloud: readonly for portalRole scim:on-call',
        'cloud/prod-cloud: collaborator for group Engineering',
        'cloud/prod-cloud: readonly for group Support',
        'cloud/prod-cloud: readonly for group Auditors',
      ]);
      expect(await audited()).toEqual([
        { action: 'policy.set', target: 'cloud/prod-cloud' },
      ]);
    });

    it('changes nothing when the same is set again', async () => {
      const first = await set(policy);
      const asked = await revision();

      const again = await set(policy);

      expect(again).toEqual({
        changed: false,
        policy: first.policy,
        previousVersion: first.policy.version,
        added: [],
        removed: [],
      });
      expect(await revision()).toBe(asked);
      expect(await audited()).toHaveLength(1);
    });

    it('clears a policy with an empty list', async () => {
      await set('bindings: []');

      expect(inWords(await get())).toEqual({});
      expect((await get()).portalRoles).toMatchObject([
        { role: 'readonly', principals: [{ name: 'scim:on-call' }] },
      ]);
    });

    it('only says what would change when asked to', async () => {
      const before = await access.listBindings();

      expect(await set(policy, prod, { dryRun: true })).toMatchObject({
        changed: true,
        removed: [{ role: 'readonly' }],
      });
      expect(await access.listBindings()).toEqual(before);
    });

    it('finds groups by name without case, by id, and by the beginning of an id', async () => {
      const ids = Object.fromEntries(
        (await database.knex('groups').select('display_name', 'uuid')).map(
          ({ display_name, uuid }) => [display_name, uuid],
        ),
      );

      await set(`bindings:
  - role_name: readonly
    principals: [ENGINEERING, ${ids.Support}, ug_${ids.Auditors.slice(0, 8)}]
`);

      expect(inWords(await get())).toEqual({
        readonly: ['Auditors', 'Engineering', 'Support'],
      });
    });

    it('refuses the beginning of several ids', async () => {
      const uuid = (end: number) => `0a1b2c3d-0000-4000-8000-00000000000${end}`;
      await database
        .knex('groups')
        .where({ display_name: 'Support' })
        .update({ uuid: uuid(1) });
      await database
        .knex('groups')
        .where({ display_name: 'Auditors' })
        .update({ uuid: uuid(2) });

      expect(
        await refusal(`bindings:
  - role_name: readonly
    principals: [ug_0a1b2c3d]
`),
      ).toEqual([
        "3: Several user groups have ids that begin with 'ug_0a1b2c3d'; give more of the id.",
      ]);
    });

    it.each([
      ['', ['1: The file is empty.']],
      ['# nothing', ['1: The file is empty.']],
      ['[]', ['1: The policy must be a mapping (key: value).']],
      [
        '{}',
        ["1: The policy has no 'bindings'; write 'bindings: []' to clear it."],
      ],
      ['bindings:', ["1: 'bindings' must be a list."]],
      [
        'bindings:\n  - [',
        [expect.stringMatching(/^\d+: This is not valid YAML: /)],
      ],
      [
        'bindings:\n  - role_name: owner\n    principals: [Support]',
        [
          "2: A user group may not hold 'owner' on a resource of type 'cloud'; use 'collaborator' or 'readonly'.",
        ],
      ],
      [
        'bindings:\n  - role_name: emperor\n    principals: [Support]',
        [
          "2: Unknown role 'emperor' on a resource of type 'cloud'; use 'owner', 'collaborator' or 'readonly'.",
        ],
      ],
      [
        'bindings:\n  - role_name: readonly\n    principals:\n      - Support\n      - Nobody\n      - mara@example.com',
        [
          "5: There is no user group 'Nobody'.",
          "6: There is no user group 'mara@example.com'; a policy binds user groups only.",
        ],
      ],
      [
        'bindings:\n  - role_name: readonly\n    principals: [Support]\n  - role_name: readonly\n    principals: [SUPPORT]',
        ["5: 'SUPPORT' holds 'readonly' already, by line 3."],
      ],
      [
        'bindings:\n  - role: readonly\n    principals: []',
        [
          "2: Unknown key 'role' in a binding; use 'role_name' or 'principals'.",
          "2: The binding has no 'role_name'.",
          '3: The binding names no principals; add a user group, or remove it.',
        ],
      ],
      [
        'bindings:\n  - role_name: readonly\n    principals: [12]',
        ['3: A principal must be text; put 12 in quotes.'],
      ],
    ])('refuses %j, naming the line', async (file, problems) => {
      expect(await refusal(file)).toEqual(problems);
    });

    it.each<[PolicyAddress, string]>([
      [
        { type: 'organization', resource: 'organization' },
        'InputError: There is only one organization; leave the resource id out.',
      ],
      [
        { type: 'cloud' },
        'InputError: Say which cloud: a resource id is missing. Give its id, its name or its reference.',
      ],
      [
        { type: 'planet', resource: 'mars' },
        "InputError: Unknown resource type 'planet'; use 'cloud', 'project' or 'organization'.",
      ],
      [
        { type: 'cloud', resource: 'nowhere' },
        "NotFoundError: There is no cloud 'nowhere'.",
      ],
      [
        { type: 'cloud', resource: 'project/dev-cloud/api' },
        "NotFoundError: There is no cloud 'project/dev-cloud/api'.",
      ],
      [
        { type: 'project', resource: 'web' },
        "InputError: There are several called 'web'; give a reference, such as 'project/dev-cloud/web' or 'project/prod-cloud/web'.",
      ],
    ])('refuses %j', async (address, message) => {
      expect(await refusal('bindings: []', address)).toBe(message);
    });

    it('finds a resource by id, name and reference', async () => {
      const { resource } = await get({ type: 'project', resource: 'api' });

      for (const reference of [
        resource.id,
        'dev-cloud/api',
        'project/dev-cloud/api',
      ]) {
        const found = await get({ type: 'project', resource: reference });
        expect(found.resource).toEqual(resource);
      }
      const { resource: only } = await get({ type: 'organization' });
      expect(only.ref).toBe('organization');
    });

    it('refuses to overwrite what somebody else has set since', async () => {
      const { version } = await get();
      await set(policy);

      await expect(
        set('bindings: []', prod, { expectedVersion: version }),
      ).rejects.toThrow(
        'Somebody has changed the policy since; read it again, then set it.',
      );

      const present = await get();
      expect(inWords(present)).toHaveProperty('collaborator');
      await set('bindings: []', prod, { expectedVersion: present.version });
      expect(inWords(await get())).toEqual({});
    });

    it('lists the resources that have one', async () => {
      const list = (limit: number, after?: ReadonlyArray<string | number>) =>
        database.read(tx => access.policies.list(tx, { limit, after }));

      const first = await list(1);
      const second = await list(1, first.next);

      expect(first.totalItems).toBe(2);
      expect(
        [...first.items, ...second.items].map(one => [
          one.resource.ref,
          inWords(one),
        ]),
      ).toEqual([
        ['cloud/dev-cloud', { readonly: ['Engineering'] }],
        ['cloud/prod-cloud', { readonly: ['Engineering'] }],
      ]);
      expect(second.next).toBeUndefined();
    });
  });
});
