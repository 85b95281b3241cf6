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

import { mockServices } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { testDatabases } from '../__testUtils__/testDatabases';
import { ScimDatabase } from '../database';
import { buildWorld } from './__testUtils__/buildWorld';
import { createTestEnforcement } from './__testUtils__/createTestEnforcement';
import { documentedWorld } from './__testUtils__/documentedWorld';
import { MemorySource } from './__testUtils__/MemorySource';

jest.setTimeout(60_000);

const actor = 'service:test';

/** As another replica does; a SQLite in memory has one connection for both. */
const connectAgain = (knex: Knex): Knex =>
  knex.client.config.client === 'pg' ? knexFactory(knex.client.config) : knex;

describe('Two replicas on one database', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'apply one plan at once: one does, one gets 409, and it is recorded once, on %s',
    async id => {
      const first = await databases.create(id);
      const { knex } = first;
      await buildWorld(first, documentedWorld);
      const otherKnex = connectAgain(knex);
      try {
        const second = await ScimDatabase.create({
          database: mockServices.database({ knex: otherKnex }),
          organizationName: 'Example',
        });
        const replicas = [
          await createTestEnforcement(first),
          await createTestEnforcement(second),
        ];
        for (let round = 0; round < 5; round++) {
          const [{ enforcement }] = replicas;
          const plan = await enforcement.createPlan({ actor });

          const tries = await Promise.allSettled(
            replicas.map(replica =>
              replica.enforcement.apply(plan.id, {
                fingerprint: plan.fingerprint,
                operationId: randomUUID(),
                actor,
              }),
            ),
          );

          expect(tries.map(({ status }) => status).sort()).toEqual([
            'fulfilled',
            'rejected',
          ]);
          expect(
            tries.flatMap(one => (one.status === 'rejected' ? one.reason : [])),
          ).toMatchObject([{ name: 'ConflictError' }]);
          const { items } = await enforcement.listRuns({ limit: 1 });
          expect(
            await knex('audit_log').where({
              action: 'enforcement.apply',
              target: items[0].id,
            }),
          ).toHaveLength(1);
          expect(await knex('enforcement_runs')).toHaveLength(round + 1);
        }
      } finally {
        await otherKnex.destroy();
      }
    },
  );

  it.each(
    databases.ids.flatMap(([id]) =>
      [10, 4, 3, 2].map(most => [id, most] as const),
    ),
  )(
    'call people what they were called when one read them, on %s with %d connections',
    async (id, most) => {
      const database = await databases.create(id);
      const { knex } = database;
      await buildWorld(database, {
        ...documentedWorld,
        users: documentedWorld.users?.map(email =>
          email === 'user2@example.com' ? { email, name: 'Mara' } : email,
        ),
      });
      const otherKnex = connectAgain(knex);
      try {
        const source = new MemorySource([]);
        if (otherKnex !== knex) {
          knex.client.pool.max = most;
          const read = source.snapshot.bind(source);
          source.snapshot = async sink => {
            await otherKnex('users')
              .where({ user_name: 'user2@example.com' })
              .update({ display_name: 'Somebody else', full_name_key: null });
            await otherKnex('users')
              .where({ user_name: 'User1@example.com' })
              .delete();
            return read(sink);
          };
        }
        const { enforcement } = await createTestEnforcement(
          database,
          {},
          { sources: [source] },
        );

        const plan = await enforcement.createPlan({ actor });

        const { items } = await enforcement.listChanges(plan.id, {
          limit: 10,
        });
        expect(
          items.map(({ user }) => user.displayName ?? user.userName),
        ).toEqual([...Array(4).fill('User1@example.com'), 'Mara']);
        const found = await enforcement.listChanges(plan.id, {
          limit: 10,
          search: 'mara',
        });
        expect(found.totalItems).toBe(1);
      } finally {
        if (otherKnex !== knex) {
          await otherKnex.destroy();
        }
      }
    },
  );
});
