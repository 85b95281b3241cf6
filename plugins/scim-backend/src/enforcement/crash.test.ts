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

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ScimDatabase } from '../database';
import { buildWorld } from './__testUtils__/buildWorld';
import { createTestEnforcement } from './__testUtils__/createTestEnforcement';
import { startApplying } from './__testUtils__/startApplying';

jest.setTimeout(600_000);

/** How often the process is killed, on each engine. */
const KILLS = Number(process.env.SCIM_TEST_KILLS ?? 20);

/** So many that applying the plan takes long enough to be hit. */
const CLOUDS = 2000;

const actor = 'service:test';
const people = ['a', 'b', 'c', 'd', 'e'].map(name => `${name}@example.com`);

describe('Killing the process that applies a plan', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  /** A database that another process can open as well. */
  async function openShared(id: string) {
    if (id === 'SQLITE_3') {
      const directory = await mkdtemp(join(tmpdir(), 'scim-crash-'));
      const connection = {
        client: 'better-sqlite3',
        connection: { filename: join(directory, 'scim.sqlite') },
      };
      const knex = knexFactory({ ...connection, useNullAsDefault: true });
      const close = async () => {
        await knex.destroy();
        await rm(directory, { recursive: true });
      };
      return { knex, connection, close };
    }
    const knex = await databases.init('POSTGRES_18');
    const { client, connection } = knex.client.config;
    // The driver hides the password from whoever lists the properties.
    const { password } = connection;
    return {
      knex,
      connection: { client, connection: { ...connection, password } },
      close: async () => {},
    };
  }

  /** One person per cloud, and one who is in no group. */
  async function fill(knex: Knex) {
    const database = await ScimDatabase.create({
      database: mockServices.database({ knex }),
      organizationName: 'Example',
    });
    await buildWorld(database, {
      users: [...people, 'orphan@example.com'],
      groups: [{ name: 'Everybody', users: people }],
      bindings: [['organization', 'collaborator', { group: 'Everybody' }]],
    });
    const users = await knex('users').orderBy('id').select('id');
    const clouds = Array.from({ length: CLOUDS }, (_, number) => ({
      uuid: randomUUID(),
      type: 'cloud',
      name: `c${number}`,
      ref: `cloud/c${number}`,
    }));
    await knex.batchInsert('resources', clouds, 500);
    const resources = await knex('resources').where({ type: 'cloud' });
    const bindings = resources.flatMap(({ id }) =>
      users.map(user => ({
        resource_id: id,
        role: 'owner',
        user_id: user.id,
        created_at: '2026-01-01T00:00:00.000Z',
      })),
    );
    await knex.batchInsert('bindings', bindings, 500);
    return database;
  }

  it.each(databases.eachSupportedId())(
    'leaves all or nothing of it, and the run says which, on %s',
    async id => {
      const { knex, connection, close } = await openShared(id);
      const database = await fill(knex);
      const { enforcement } = await createTestEnforcement(database, {
        guards: { effectiveLoss: { percentage: 100, people: 10 } },
      });
      const state = async () => ({
        bindings: Number((await knex('bindings').count({ n: '*' }))[0].n),
        members: Number(
          (await knex('users').where('member', true).count({ n: '*' }))[0].n,
        ),
        runs: Number((await knex('enforcement_runs').count({ n: '*' }))[0].n),
        kept: Number((await knex('run_bindings').count({ n: '*' }))[0].n),
      });
      const undo = async (run: string) => {
        const plan = await enforcement.createPlan({ actor, rollbackOf: run });
        const { fingerprint } = plan;
        await enforcement.apply(plan.id, {
          fingerprint,
          operationId: randomUUID(),
          actor,
        });
      };

      /** Applies a plan in another process and kills it after some time. */
      const attempt = async (
        applying: ReturnType<typeof startApplying>,
        killAfterMs?: number,
      ) => {
        const { id: planId, fingerprint } = await enforcement.createPlan({
          actor,
        });
        const before = await state();
        const operationId = randomUUID();
        const { ended } = await applying.apply({
          connection,
          plan: { id: planId, fingerprint },
          operationId,
        });
        const from = performance.now();
        await (killAfterMs === undefined ? ended : wait(killAfterMs));
        const took = performance.now() - from;
        await applying.kill();

        const { status, run } = await enforcement.getOperation(operationId);
        const all = {
          bindings: 1,
          members: before.members - 1,
          runs: before.runs + 1,
          kept: before.kept + before.bindings - 1,
        };
        expect({ status, ...(await state()) }).toEqual(
          status === 'applied'
            ? { status, ...all }
            : { status: 'not-applied', ...before },
        );
        expect((await enforcement.getPlan(planId)).status).toBe(
          status === 'applied' ? 'applied' : 'ready',
        );
        if (run) {
          await undo(run.id);
        }
        return { status, took };
      };

      let next = startApplying();
      const takeNext = () => {
        const process = next;
        next = startApplying();
        return process;
      };
      try {
        const whole = await attempt(takeNext());
        expect(whole.status).toBe('applied');
        const found: string[] = [];
        for (let kill = 0; kill < KILLS; kill++) {
          const { status } = await attempt(
            takeNext(),
            // The first comes too early whatever the machine does.
            kill === 0 ? 0 : Math.random() * whole.took,
          );
          found.push(status);
        }
        // Not all of the kills may come too late.
        expect(found).toContain('not-applied');
      } finally {
        await next.kill();
        await close();
      }
    },
  );
});
