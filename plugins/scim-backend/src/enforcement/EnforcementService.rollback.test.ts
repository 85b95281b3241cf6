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

import { EnforcementPlan } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld, WorldDescription } from './__testUtils__/buildWorld';
import {
  createTestEnforcement,
  TestSettings,
} from './__testUtils__/createTestEnforcement';
import { documentedWorld } from './__testUtils__/documentedWorld';
import { lines, stored } from './__testUtils__/readable';

jest.setTimeout(60_000);

const all = { limit: 1000 };
const actor = 'service:test';

describe('Rolling back a run', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(world: WorldDescription, settings?: TestSettings) {
      const database = await databases.create(id);
      await buildWorld(database, world);
      return { database, ...(await createTestEnforcement(database, settings)) };
    }

    async function enforced(
      world: WorldDescription = documentedWorld,
      settings?: TestSettings,
    ) {
      const started = await start(world, settings);
      const { database, enforcement } = started;
      const before = await stored(database);
      const apply = ({ id: plan, fingerprint }: EnforcementPlan) =>
        enforcement.apply(plan, {
          fingerprint,
          operationId: randomUUID(),
          actor,
        });
      const carryOut = async (rollbackOf?: string) => {
        const plan = await enforcement.createPlan({ actor, rollbackOf });
        return { plan, run: await apply(plan) };
      };
      return { ...started, before, apply, carryOut, ...(await carryOut()) };
    }

    it('is previewed by a plan of its own', async () => {
      const { enforcement, run } = await enforced();

      const plan = await enforcement.createPlan({ actor, rollbackOf: run.id });

      expect(plan).toMatchObject({
        kind: 'rollback',
        rollbackOf: run.id,
        status: 'ready',
        counts: {
          usersChanged: 2,
          changes: 5,
          usersRemoved: 1,
          bindings: 8,
        },
        skipped: [],
      });
      const { items } = await enforcement.listChanges(plan.id, all);
      expect(lines(items)).toEqual([
        'User1@example.com cloud/prod-cloud: readonly -> collaborator',
        'User1@example.com cloud/staging-cloud: (none) -> owner',
        'User1@example.com project/prod-cloud/proj-1: readonly -> collaborator',
        'User1@example.com organization: collaborator -> owner',
        'user2@example.com cloud/dev-cloud: (none) -> collaborator',
      ]);
      const removals = await enforcement.listRemovals(plan.id, all);
      expect(removals.items).toEqual([
        {
          user: expect.objectContaining({ email: 'orphan-user@example.com' }),
          bindings: 1,
        },
      ]);
    });

    it('brings everything back exactly as it was', async () => {
      const { database, enforcement, before, run, carryOut } = await enforced({
        ...documentedWorld,
        users: [
          ...documentedWorld.users!,
          { email: 'left@example.com', active: false },
          { email: 'ended@example.com', member: false },
        ],
        bindings: [
          ...documentedWorld.bindings!,
          ['cloud/dev-cloud', 'owner', { user: 'left@example.com' }],
          ['cloud/dev-cloud', 'owner', { user: 'ended@example.com' }],
        ],
      });
      const enforcedRevision = (await stored(database)).revision;

      const rollback = await carryOut(run.id);

      expect(await stored(database)).toEqual({
        ...before,
        revision: enforcedRevision + 1,
      });
      expect(rollback.run).toMatchObject({
        kind: 'rollback',
        counts: rollback.plan.counts,
        skipped: [],
      });
      expect(await enforcement.listRunChanges(rollback.run.id, all)).toEqual(
        await enforcement.listChanges(rollback.plan.id, all),
      );
      expect((await enforcement.getRun(run.id)).rolledBackBy).toBe(
        rollback.run.id,
      );
      const last = await database
        .knex('audit_log')
        .orderBy('seq', 'desc')
        .first();
      expect(last).toMatchObject({
        action: 'enforcement.rollback',
        target: rollback.run.id,
      });
    });

    it('can be followed by the same enforcement again', async () => {
      const { plan, run, carryOut } = await enforced();
      await carryOut(run.id);

      const again = await carryOut();

      expect(again.plan.fingerprint).toBe(plan.fingerprint);
      expect(again.run.counts).toEqual(plan.counts);
    });

    it('happens once', async () => {
      const { enforcement, run, apply, carryOut } = await enforced();
      const waiting = await enforcement.createPlan({
        actor,
        rollbackOf: run.id,
      });
      const rollback = await carryOut(run.id);

      await expect(
        enforcement.createPlan({ actor, rollbackOf: run.id }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(rollback.run.id),
      });
      await expect(apply(waiting)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      await expect(
        enforcement.createPlan({ actor, rollbackOf: rollback.run.id }),
      ).rejects.toMatchObject({ name: 'InputError' });
    });

    it('leaves out and names what cannot come back', async () => {
      const { database, before, run, carryOut } = await enforced({
        ...documentedWorld,
        users: [...documentedWorld.users!, 'orphan-2@example.com'],
      });
      await database.write(async change => {
        const { tx } = change;
        const idOf = async (email: string) =>
          (await tx('users').where({ email }).first('id')).id;
        await tx('users')
          .where({ id: await idOf('user2@example.com') })
          .delete();
        await tx('users')
          .where({ id: await idOf('orphan-user@example.com') })
          .update({ active: false });
        await tx('resources').where({ ref: 'cloud/staging-cloud' }).delete();
        const { id: organization } = await tx('resources')
          .where({ ref: 'organization' })
          .first('id');
        await tx('bindings').insert({
          resource_id: organization,
          role: 'owner',
          user_id: await idOf('User1@example.com'),
          created_at: '2026-02-02T00:00:00.000Z',
        });
        change.mark();
      });

      const rollback = await carryOut(run.id);

      expect(rollback.run.skipped).toEqual([
        {
          principal: 'User1@example.com',
          resource: 'cloud/staging-cloud',
          role: 'owner',
          reason: 'The resource was deleted since.',
        },
        {
          principal: 'User1@example.com',
          resource: 'organization',
          role: 'owner',
          reason: 'The same role was granted again since.',
        },
        {
          principal: 'orphan-user@example.com',
          resource: 'Example',
          role: 'member',
          reason: 'The person was deactivated since.',
        },
        {
          principal: 'orphan-user@example.com',
          resource: 'cloud/dev-cloud',
          role: 'owner',
          reason: 'The person was deactivated since.',
        },
        {
          principal: 'user2@example.com',
          resource: 'cloud/dev-cloud',
          role: 'collaborator',
          reason: 'The person was deleted since.',
        },
        {
          principal: 'user2@example.com',
          resource: 'cloud/prod-cloud',
          role: 'readonly',
          reason: 'The person was deleted since.',
        },
      ]);
      const { bindings, users } = await stored(database);
      const restored = new Set(bindings.map(binding => binding.id));
      expect(
        before.bindings.filter(binding => restored.has(binding.id)),
      ).toHaveLength(before.bindings.length - 5);
      expect(
        users.filter(user => !user.member).map(user => user.email),
      ).toEqual(['orphan-user@example.com']);
    });

    const WHO = { email: 'user2@example.com' };

    it.each<[string, (knex: Knex, run: number) => Promise<unknown>]>([
      [
        'somebody was deactivated',
        knex => knex('users').where(WHO).update({ active: false }),
      ],
      ['somebody was deleted', knex => knex('users').where(WHO).delete()],
      [
        'a resource was deleted',
        knex => knex('resources').where({ ref: 'cloud/dev-cloud' }).delete(),
      ],
      [
        'a role was granted again',
        async (knex, run) => {
          const { resource_id, user_id, role, created_at } = await knex(
            'run_bindings',
          )
            .where({ run_id: run })
            .first();
          await knex('bindings').insert({
            resource_id,
            user_id,
            role,
            created_at,
          });
        },
      ],
      [
        'what was removed became something else',
        (knex, run) =>
          knex('run_bindings').where({ run_id: run }).update({ role: 'owner' }),
      ],
    ])(
      'is refused if %s since, although the revision did not say so',
      async (_, change) => {
        const { database, enforcement, run, apply } = await enforced();
        const { knex } = database;
        const plan = await enforcement.createPlan({
          actor,
          rollbackOf: run.id,
        });
        expect(plan.skipped).toEqual([]);
        const { id: row } = await knex('enforcement_runs')
          .where({ uuid: run.id })
          .first('id');
        await change(knex, row);
        const before = await stored(database);

        await expect(apply(plan)).rejects.toMatchObject({
          name: 'StalePlanError',
        });
        expect(await stored(database)).toEqual(before);
      },
    );

    it('does not touch a membership that came back by itself', async () => {
      const { database, run, carryOut } = await enforced();
      await database.write(async change => {
        await change
          .tx('users')
          .where({ email: 'orphan-user@example.com' })
          .update({ member: true });
        change.mark();
      });

      const rollback = await carryOut(run.id);

      expect(rollback.run.counts.usersRemoved).toBe(0);
      expect(rollback.run.skipped).toEqual([]);
      const { items } = await (async () => {
        const { enforcement } = await createTestEnforcement(database);
        return enforcement.listRunChanges(rollback.run.id, {
          ...all,
          search: 'orphan-user',
        });
      })();
      expect(lines(items)).toEqual([
        'orphan-user@example.com cloud/dev-cloud: (none) -> owner',
      ]);
    });
  });
});
