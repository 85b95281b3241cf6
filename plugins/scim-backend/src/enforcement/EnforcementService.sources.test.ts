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
import { buildWorld } from './__testUtils__/buildWorld';
import { createTestEnforcement } from './__testUtils__/createTestEnforcement';
import { documentedWorld } from './__testUtils__/documentedWorld';
import { MemorySource } from './__testUtils__/MemorySource';
import { stored } from './__testUtils__/readable';

jest.setTimeout(60_000);

const actor = 'service:test';
const all = { limit: 1000 };
const owners = ['User1@example.com', 'user2@example.com'];

describe('A second access source', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      await buildWorld(database, documentedWorld);
      const source = new MemorySource(owners);
      const { enforcement } = await createTestEnforcement(
        database,
        {},
        { sources: [source] },
      );
      const carryOut = async (rollbackOf?: string) => {
        const plan = await enforcement.createPlan({ actor, rollbackOf });
        const run = await enforcement.apply(plan.id, {
          fingerprint: plan.fingerprint,
          operationId: randomUUID(),
          actor,
        });
        return { plan, run };
      };
      return { database, source, enforcement, carryOut };
    }

    it('is part of the plan, marked as best effort', async () => {
      const { enforcement } = await start();

      const plan = await enforcement.createPlan({ actor });

      expect(plan.sources).toEqual([
        expect.objectContaining({ id: 'local', guarantee: 'exact' }),
        { id: 'memory', guarantee: 'best-effort', bindings: 2, problems: [] },
      ]);
    });

    it('loses the direct role bindings, and gets them back', async () => {
      const { database, source, enforcement, carryOut } = await start();
      const before = await stored(database);

      const { run } = await carryOut();

      expect([...source.owners]).toEqual([]);
      expect(run).toMatchObject({
        status: 'applied',
        sources: [{ id: 'memory', done: 2, pending: 0, failed: 0 }],
      });
      const steps = await enforcement.listRunSteps(run.id, all);
      expect(steps.items).toEqual([
        expect.objectContaining({ action: 'remove', state: 'done' }),
        expect.objectContaining({ action: 'remove', state: 'done' }),
      ]);

      await carryOut(run.id);

      expect([...source.owners].sort()).toEqual(owners);
      expect((await stored(database)).bindings).toEqual(before.bindings);
    });

    it('leaves a run partial that it could not follow, which can be resumed', async () => {
      const { source, enforcement, carryOut } = await start();
      source.stuck.add('user2@example.com');

      const { run } = await carryOut();

      expect(run).toMatchObject({
        status: 'partial',
        sources: [{ id: 'memory', done: 1, pending: 0, failed: 1 }],
      });
      expect([...source.owners]).toEqual(['user2@example.com']);
      const { items } = await enforcement.listRunSteps(run.id, all);
      expect(items.map(({ message }) => message)).toContain(
        'user2@example.com is stuck.',
      );

      source.stuck.clear();
      const resumed = await enforcement.resume(run.id, actor);

      expect(resumed.status).toBe('applied');
      expect([...source.owners]).toEqual([]);
    });

    it('goes on after a crash in the middle, also if some of it was done', async () => {
      const { database, source, carryOut } = await start();
      // The process dies after the source did its part, before that was kept.
      source.onBatch = () => {
        source.owners.delete('user2@example.com');
        throw new Error('The back end was killed.');
      };
      const { run } = await carryOut();
      await database.knex('run_steps').update({ state: 'pending' });
      source.onBatch = () => {};

      const restarted = await createTestEnforcement(
        database,
        {},
        { sources: [source] },
      );
      const resumed = await restarted.enforcement.resume(run.id, actor);

      expect(resumed).toMatchObject({
        status: 'applied',
        sources: [{ id: 'memory', done: 2 }],
      });
      expect([...source.owners]).toEqual([]);
    });

    it('gets back also what a run that was cut off may have removed', async () => {
      const { source, carryOut, enforcement } = await start();
      source.onBatch = () => {
        source.owners.clear();
        throw new Error('The back end was killed.');
      };
      const { run } = await carryOut();
      source.onBatch = () => {};

      await carryOut(run.id);

      expect([...source.owners].sort()).toEqual(owners);
      await expect(enforcement.resume(run.id, actor)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('was rolled back'),
      });
    });

    it('blocks a plan while a part of it cannot be read', async () => {
      const { source, enforcement } = await start();
      source.problem = 'The lab did not answer.';

      const { guards } = await enforcement.createPlan({ actor });

      expect(guards.find(({ guard }) => guard === 'sources')).toMatchObject({
        outcome: 'block',
        message: expect.stringContaining('The lab did not answer.'),
      });
    });

    it('is left alone by a plan of the portal’s own source', async () => {
      const { source, enforcement } = await start();
      const plan = await enforcement.createPlan({
        actor,
        scope: { type: 'source', source: 'local' },
      });

      await enforcement.apply(plan.id, {
        fingerprint: plan.fingerprint,
        operationId: randomUUID(),
        actor,
      });

      expect(plan.scope).toEqual({ type: 'source', source: 'local' });
      expect([...source.owners]).toEqual(owners);
    });

    it('is all that a plan of one of its resources is about', async () => {
      const { database, source, enforcement } = await start();
      const bindings = () => database.knex('bindings').orderBy('id');
      const before = await bindings();
      const plan = await enforcement.createPlan({
        actor,
        scope: { type: 'resource', resource: 'memory:cloud/lab' },
      });

      await enforcement.apply(plan.id, {
        fingerprint: plan.fingerprint,
        operationId: randomUUID(),
        actor,
      });

      expect(plan.sources).toMatchObject([
        { id: 'local', bindings: 0 },
        { id: 'memory', bindings: 2 },
      ]);
      expect([...source.owners]).toEqual([]);
      expect(await bindings()).toEqual(before);
    });

    it.each([
      [{ type: 'source', source: 'x' }, /no access source 'x'; .* 'memory'/],
      [{ type: 'resource', resource: 'cloud/x' }, /no resource 'cloud\/x'/],
      [{ type: 'users', users: ['x', 'User1@example.com'] }, /nobody by 'x'/],
    ] as const)('is not what the scope %j means', async (scope, message) => {
      const { enforcement } = await start();

      await expect(
        enforcement.createPlan({ actor, scope: scope as any }),
      ).rejects.toMatchObject({
        name: 'NotFoundError',
        message: expect.stringMatching(message),
      });
    });
  });
});
