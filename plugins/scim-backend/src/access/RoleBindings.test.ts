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

import { NewRoleBinding } from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { actor, createTestAccess } from './__testUtils__/createTestAccess';
import { whereBinding } from './BindingStore';

jest.setTimeout(60_000);

describe('RoleBindings', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      await buildWorld(database, {
        clouds: { prod: ['web'] },
        users: ['mara@example.com'],
        groups: [{ name: 'Engineering', users: ['mara@example.com'] }],
        portalRoles: { 'scim:on-call': ['mara@example.com'] },
        serviceAccounts: ['ci-bot'],
      });
      const access = await createTestAccess(database);
      return {
        database,
        ...access,
        add: (resource: string, role: string, type: string, name: string) =>
          access.roleBindings.add({
            resource,
            role,
            principal: { type, name } as NewRoleBinding['principal'],
            actor,
          }),
        audited: () => database.knex('audit_log').pluck('action'),
      };
    }

    it('gives roles to principals of every type, once', async () => {
      const { add, listBindings, audited } = await start();

      const given = await add(
        'cloud/prod',
        'owner',
        'user',
        'MARA@example.com',
      );
      await add('cloud/prod', 'readonly', 'group', 'engineering');
      await add('cloud/prod', 'owner', 'serviceAccount', 'CI-bot');
      await add('project/prod/web', 'owner', 'portalRole', 'scim:on-call');
      const again = await add(
        'cloud/prod',
        'owner',
        'user',
        'mara@example.com',
      );

      expect(given.changed).toBe(true);
      expect(again).toEqual({ changed: false, binding: given.binding });
      expect(await listBindings()).toEqual([
        'cloud/prod: owner for user mara@example.com',
        'cloud/prod: readonly for group Engineering',
        'cloud/prod: owner for serviceAccount ci-bot',
        'project/prod/web: owner for portalRole scim:on-call',
      ]);
      expect(await audited()).toEqual(Array(4).fill('binding.add'));
    });

    it('takes a binding away, by its id', async () => {
      const { add, roleBindings, listBindings, audited } = await start();
      await add('organization', 'owner', 'group', 'Engineering');
      const { binding } = await add(
        'cloud/prod',
        'owner',
        'serviceAccount',
        'ci-bot',
      );

      expect(await roleBindings.remove({ id: binding.id, actor })).toEqual(
        binding,
      );

      expect(await listBindings()).toEqual([
        'organization: owner for group Engineering',
      ]);
      await expect(
        roleBindings.remove({ id: binding.id, actor }),
      ).rejects.toThrow('it may be gone already');
      expect(await audited()).toEqual([
        'binding.add',
        'binding.add',
        'binding.remove',
      ]);
    });

    it('takes none away whose id is mistyped', async () => {
      const { add, roleBindings, listBindings } = await start();
      const group = ['collaborator', 'group', 'Engineering'] as const;
      const { binding } = await add('organization', ...group);
      await add('cloud/prod', ...group);
      const before = await listBindings();

      for (const place of binding.id.matchAll(/[0-9a-f]/g)) {
        const digits = [...binding.id];
        digits[place.index] = digits[place.index] === '2' ? '3' : '2';
        await expect(
          roleBindings.remove({ id: digits.join(''), actor }),
        ).rejects.toThrow('There is no role binding');
      }

      expect(await listBindings()).toEqual(before);
    });

    it.each([
      [
        'cloud/nowhere',
        'owner',
        'user',
        'mara@example.com',
        "There is no resource 'cloud/nowhere'",
      ],
      [
        'cloud/prod',
        'emperor',
        'user',
        'mara@example.com',
        "Unknown role 'emperor'",
      ],
      [
        'cloud/prod',
        'owner',
        'group',
        'Engineering',
        "A user group may not hold 'owner'",
      ],
      [
        'cloud/prod',
        'owner',
        'user',
        'nobody@example.com',
        "There is no user 'nobody@example.com'",
      ],
      [
        'cloud/prod',
        'readonly',
        'group',
        'Nobody',
        "There is no user group 'Nobody'",
      ],
      [
        'cloud/prod',
        'owner',
        'serviceAccount',
        'nobot',
        "There is no service account 'nobot'",
      ],
      [
        'cloud/prod',
        'owner',
        'portalRole',
        'scim:no',
        "There is no portal role 'scim:no'",
      ],
    ])('refuses %s %s for %s %s', async (...row) => {
      const [resource, role, type, name, message] = row;
      const { add, listBindings, audited } = await start();

      await expect(add(resource, role, type, name)).rejects.toThrow(message);

      expect(await listBindings()).toEqual([]);
      expect(await audited()).toEqual([]);
    });

    it('lists bindings by resource, role and principal', async () => {
      const { add, bindings, database } = await start();
      await add('cloud/prod', 'owner', 'user', 'mara@example.com');
      await add('cloud/prod', 'readonly', 'group', 'Engineering');
      await add('organization', 'owner', 'group', 'Engineering');
      const list = async (filter: Parameters<typeof whereBinding>[1]) => {
        const { items, totalItems } = await database.read(tx =>
          bindings.list(tx, { limit: 10 }, query =>
            whereBinding(query, filter),
          ),
        );
        expect(totalItems).toBe(items.length);
        return items.map(
          ({ resource, role, principal }) =>
            `${resource.ref} ${role} ${principal.name}`,
        );
      };

      expect(await list({ resource: 'cloud/prod' })).toEqual([
        'cloud/prod owner mara@example.com',
        'cloud/prod readonly Engineering',
      ]);
      expect(await list({ principal: 'ENGINEERING', role: 'owner' })).toEqual([
        'organization owner Engineering',
      ]);
      expect(await list({ principalType: 'user' })).toEqual([
        'cloud/prod owner mara@example.com',
      ]);
      expect(await list({ principal: 'nobody' })).toEqual([]);
    });
  });
});
