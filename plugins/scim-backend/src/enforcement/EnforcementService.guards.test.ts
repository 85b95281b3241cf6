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

import { randomUUID } from 'node:crypto';
import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld, WorldDescription } from './__testUtils__/buildWorld';
import {
  createTestEnforcement,
  TestSettings,
} from './__testUtils__/createTestEnforcement';
import { stored } from './__testUtils__/readable';

jest.setTimeout(60_000);

const actor = 'service:test';

describe('The guards of a plan', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(world: WorldDescription, settings?: TestSettings) {
      const database = await databases.create(id);
      await buildWorld(database, world);
      return { database, ...(await createTestEnforcement(database, settings)) };
    }

    const owner: WorldDescription = {
      users: ['mara@example.com', 'noor@example.com'],
      groups: [
        { name: 'Owners', users: ['noor@example.com'] },
        { name: 'Team', users: ['mara@example.com'] },
      ],
      bindings: [
        ['organization', 'owner', { user: 'mara@example.com' }],
        ['organization', 'owner', { group: 'Owners' }],
      ],
    };

    async function judged(
      world: WorldDescription,
      by: string,
      settings?: TestSettings,
    ) {
      const { enforcement } = await start(world, settings);
      const { guards } = await enforcement.createPlan({ actor: by });
      return Object.fromEntries(guards.map(guard => [guard.guard, guard]));
    }

    it('pass while somebody holds the administrator role through a group', async () => {
      const guards = await judged(owner, actor, {
        guards: { ownersLeft: { minimum: 1 } },
      });

      expect(guards['owners-left']).toEqual({
        guard: 'owners-left',
        outcome: 'pass',
        message:
          '1 active person will be organization owner through user groups or portal roles afterwards.',
        numbers: { before: 2, after: 1, throughGroups: 1, minimum: 1 },
        overridable: true,
      });
    });

    it('count portal roles as well', async () => {
      const guards = await judged(
        {
          users: ['mara@example.com'],
          groups: [{ name: 'Team', users: ['mara@example.com'] }],
          portalRoles: { 'scim:owner': ['mara@example.com'] },
          bindings: [['organization', 'owner', { portalRole: 'scim:owner' }]],
        },
        actor,
        { guards: { ownersLeft: { minimum: 1 } } },
      );

      expect(guards['owners-left'].outcome).toBe('pass');
    });

    it.each<[string, WorldDescription]>([
      [
        'only direct bindings make owners',
        {
          users: ['mara@example.com'],
          groups: [{ name: 'Team', users: ['mara@example.com'] }],
          bindings: [['organization', 'owner', { user: 'mara@example.com' }]],
        },
      ],
      [
        'the owners of a group are inactive',
        {
          users: [{ email: 'mara@example.com', active: false }],
          groups: [{ name: 'Owners', users: ['mara@example.com'] }],
          bindings: [['organization', 'owner', { group: 'Owners' }]],
        },
      ],
      [
        'the group of the owners is not active',
        {
          connections: { idp: 'paused' },
          users: ['mara@example.com'],
          groups: [
            {
              name: 'Owners',
              users: ['mara@example.com'],
              connection: 'idp',
            },
          ],
          bindings: [['organization', 'owner', { group: 'Owners' }]],
        },
      ],
    ])('block if %s', async (_, world) => {
      const guards = await judged(world, actor, {
        guards: { ownersLeft: { minimum: 1 } },
      });

      expect(guards['owners-left']).toMatchObject({
        outcome: 'block',
        message: expect.stringMatching(/^Only 0 active people would be/),
        numbers: { throughGroups: 0, minimum: 1 },
      });
    });

    it.each([
      ['by losing the role', 'user:default/mara', 'block'],
      ['but not if a group gives it', 'user:default/noor', 'pass'],
      ['but not as a service', 'service:ci', 'pass'],
      ['but not as a stranger', 'user:default/stranger', 'pass'],
      ['but not as a namesake', 'user:development/mara', 'pass'],
    ])(
      'watch that the caller is not locked out: %s',
      async (_, by, outcome) => {
        const guards = await judged(owner, by);

        expect(guards['self-lockout'].outcome).toBe(outcome);
      },
    );

    it('know the caller by the entity of another provider that stands for them', async () => {
      const { database, enforcement } = await start(owner);
      await database
        .knex('users')
        .where({ email: 'mara@example.com' })
        .update({ catalog_ref: 'user:people/m.voss' });

      const plan = await enforcement.createPlan({
        actor: 'user:people/M.Voss',
      });

      expect(
        plan.guards.find(({ guard }) => guard === 'self-lockout')?.outcome,
      ).toBe('block');
      const { items } = await enforcement.listChanges(plan.id, {
        limit: 10,
      });
      expect(items.map(({ user }) => user.entityRef)).toContain(
        'user:people/m.voss',
      );
    });

    it('block if the caller’s own membership would end', async () => {
      const guards = await judged(
        { users: ['mara@example.com'] },
        'user:default/mara',
      );

      expect(guards['self-lockout']).toMatchObject({
        outcome: 'block',
        message: expect.stringContaining('your own membership would end'),
      });
    });

    it('refuse an apply, say why and change nothing', async () => {
      const { database, enforcement } = await start(owner, {
        guards: { ownersLeft: { minimum: 2 } },
      });
      const plan = await enforcement.createPlan({ actor });
      const before = await stored(database);

      await expect(
        enforcement.apply(plan.id, {
          fingerprint: plan.fingerprint,
          operationId: randomUUID(),
          actor,
        }),
      ).rejects.toMatchObject({
        name: 'GuardRefusedError',
        statusCode: 422,
        guards: [plan.guards[0]],
      });

      expect(await stored(database)).toEqual(before);
    });

    it('judge the plan that was found intact, whatever becomes of it', async () => {
      const { database, enforcement } = await start(owner, {
        guards: { ownersLeft: { minimum: 2 } },
      });
      const plan = await enforcement.createPlan({ actor });
      const before = await stored(database);
      const plans = () => database.knex('enforcement_plans');
      const { basis } = await plans().first('basis');
      const write = database.write.bind(database);
      jest.spyOn(database, 'write').mockImplementationOnce(async run => {
        const administrators = { before: 9, after: 9, derived: 9 };
        await plans().update({
          basis: JSON.stringify({ ...JSON.parse(basis), administrators }),
        });
        return write(run);
      });

      await expect(
        enforcement.apply(plan.id, {
          fingerprint: plan.fingerprint,
          operationId: randomUUID(),
          actor,
        }),
      ).rejects.toMatchObject({ name: 'GuardRefusedError' });

      expect(await stored(database)).toEqual(before);
    });

    it('judge by who applies the plan, not by who made it', async () => {
      const { enforcement } = await start(owner);
      const plan = await enforcement.createPlan({ actor: 'service:ci' });

      await expect(
        enforcement.apply(plan.id, {
          fingerprint: plan.fingerprint,
          operationId: randomUUID(),
          actor: 'user:default/mara',
        }),
      ).rejects.toMatchObject({
        name: 'GuardRefusedError',
        guards: [expect.objectContaining({ guard: 'self-lockout' })],
      });
    });

    it('let a rollback through even if no owner is left', async () => {
      const { database, enforcement } = await start(owner, {
        guards: { ownersLeft: { minimum: 1 } },
      });
      const apply = async (plan: { id: string; fingerprint: string }) =>
        enforcement.apply(plan.id, {
          fingerprint: plan.fingerprint,
          operationId: randomUUID(),
          actor,
        });
      const run = await apply(await enforcement.createPlan({ actor }));
      await database.write(async change => {
        await change.tx('group_members').delete();
        change.mark();
      });

      const plan = await enforcement.createPlan({ actor, rollbackOf: run.id });
      const rollback = await apply(plan);

      expect(plan.guards.filter(({ outcome }) => outcome !== 'pass')).toEqual(
        [],
      );
      expect(rollback.counts.bindings).toBe(1);
    });
  });
});
