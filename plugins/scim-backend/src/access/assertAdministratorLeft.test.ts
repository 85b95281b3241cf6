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

import { GuardRefusedError } from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';
import {
  buildWorld,
  WorldDescription,
} from '../enforcement/__testUtils__/buildWorld';
import { actor, createTestAccess } from './__testUtils__/createTestAccess';
import { bindingId } from './bindingId';

jest.setTimeout(60_000);

const users = ['mara@example.com', 'noah@example.com'];

/** Owners of the organization, in one way each. */
const mara = ['organization', 'owner', { user: 'mara@example.com' }] as const;
const admins = ['organization', 'owner', { group: 'Admins' }] as const;
const onCall = [
  'organization',
  'owner',
  { portalRole: 'scim:on-call' },
] as const;

describe('The last who administer', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let database: ScimDatabase;
    let access: Awaited<ReturnType<typeof createTestAccess>>;

    async function start(world: Partial<WorldDescription>) {
      database = await databases.create(id);
      await buildWorld(database, {
        clouds: { 'prod-cloud': [] },
        users,
        groups: [{ name: 'Admins' }, { name: 'Empty' }],
        ...world,
      });
      access = await createTestAccess(database);
    }

    /** Takes away the binding that was added first, or another. */
    async function remove(index = 0, allowNoAdministrator?: boolean) {
      const rows = await database.knex('bindings').orderBy('id');
      return access.roleBindings.remove({
        id: bindingId(rows[index]),
        actor,
        allowNoAdministrator,
      });
    }

    const set = (
      file: string,
      options: { dryRun?: boolean; allowNoAdministrator?: boolean } = {},
    ) =>
      access.policies.set(
        { type: 'organization' },
        { file, actor, ...options },
      );

    const ownedBy = (group: string) =>
      `bindings: [{ role_name: owner, principals: [${group}] }]`;

    /** The refusal, having changed nothing. */
    async function refusal(work: () => Promise<unknown>) {
      const before = await access.listBindings();
      const audited = await database.knex('audit_log');
      const error = await work().catch(reason => reason);
      expect(await access.listBindings()).toEqual(before);
      expect(await database.knex('audit_log')).toEqual(audited);
      expect(error).toBeInstanceOf(GuardRefusedError);
      return (error as GuardRefusedError).guards;
    }

    it('keep the role, which a sentence explains', async () => {
      await start({ bindings: [[...mara]] });

      expect(await refusal(() => remove())).toMatchObject([
        {
          guard: 'owners-left',
          outcome: 'block',
          overridable: true,
          message: expect.stringContaining(
            'No active person would be owner of the organization afterwards, and nobody could administer it.',
          ),
        },
      ]);
    });

    it.each([
      [
        'a group',
        {
          groups: [{ name: 'Admins', users: ['mara@example.com'] }],
          bindings: [[...admins]],
        },
      ],
      [
        'a group around theirs',
        {
          groups: [
            { name: 'Inner', users: ['mara@example.com'] },
            { name: 'Admins', groups: ['Inner'] },
          ],
          bindings: [[...admins]],
        },
      ],
      [
        'a portal role',
        {
          portalRoles: { 'scim:on-call': ['mara@example.com'] },
          bindings: [[...onCall]],
        },
      ],
    ] as Array<[string, Partial<WorldDescription>]>)(
      'keep it also through %s',
      async (_, world) => {
        await start(world);
        expect(await refusal(() => remove())).toHaveLength(1);
      },
    );

    it('are not those who are inactive, or in a group that is', async () => {
      await start({
        users: [
          'mara@example.com',
          { email: 'noah@example.com', active: false },
          'ola@example.com',
        ],
        connections: { Paused: 'paused' },
        groups: [
          { name: 'Empty' },
          {
            name: 'Admins',
            users: ['ola@example.com'],
            connection: 'Paused',
          },
        ],
        bindings: [
          [...mara],
          ['organization', 'owner', { user: 'noah@example.com' }],
          ['organization', 'owner', { group: 'Empty' }],
          [...admins],
        ],
      });
      expect(await refusal(() => remove())).toHaveLength(1);
    });

    it('let it go as long as there is one more', async () => {
      await start({
        groups: [{ name: 'Admins', users: ['noah@example.com'] }],
        bindings: [[...mara], [...admins]],
      });

      await remove();
      expect(await refusal(() => remove())).toHaveLength(1);
    });

    it('keep it when a policy would take it, in a dry run, too', async () => {
      await start({
        groups: [
          { name: 'Admins', users: ['mara@example.com'] },
          { name: 'Others', users: ['noah@example.com'] },
          { name: 'Empty' },
        ],
        bindings: [[...admins]],
      });

      expect(await refusal(() => set('bindings: []'))).toHaveLength(1);
      expect(
        await refusal(() => set(ownedBy('Empty'), { dryRun: true })),
      ).toHaveLength(1);
      expect(
        await refusal(() =>
          set(ownedBy('Empty').replace('owner', 'collaborator')),
        ),
      ).toHaveLength(1);
      expect((await set(ownedBy('Others'))).changed).toBe(true);
    });

    it('lose it if that is said to be meant, which the audit log keeps', async () => {
      await start({
        groups: [{ name: 'Admins', users: ['noah@example.com'] }],
        bindings: [[...mara], [...admins]],
      });

      await remove();
      await set('bindings: []', { allowNoAdministrator: true });

      expect(await access.listBindings()).toEqual([]);
      const details = await database.knex('audit_log').pluck('detail');
      expect(details.map(text => JSON.parse(text))).toEqual([
        expect.not.objectContaining({ allowNoAdministrator: true }),
        expect.objectContaining({ allowNoAdministrator: true }),
      ]);
    });

    it('are no reason to keep anything where there are none, or of another resource', async () => {
      await start({
        bindings: [
          ['organization', 'owner', { group: 'Empty' }],
          ['cloud/prod-cloud', 'owner', { user: 'mara@example.com' }],
          ['organization', 'collaborator', { user: 'mara@example.com' }],
        ],
      });

      await remove();
      await remove();
      await remove();

      expect(await access.listBindings()).toEqual([]);
    });
  });
});
