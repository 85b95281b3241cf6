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
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { createTestEnforcement } from '../enforcement/__testUtils__/createTestEnforcement';
import { documentedWorld } from '../enforcement/__testUtils__/documentedWorld';

jest.setTimeout(60_000);

const migration = {
  directory: `${__dirname}/../../migrations`,
  name: '20261123001500_binding_ids.js',
};

const UUID =
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const actor = 'service:test';

/** All that a plan needs to be there. */
const planRow = (
  uuid: string,
  appliedAt: string | null,
  preparing = false,
) => ({
  uuid,
  preparing,
  kind: 'enforce',
  revision: 1,
  fingerprint: '',
  created_at: '2026-01-01T00:00:00.000Z',
  expires_at: '2026-01-02T00:00:00.000Z',
  created_by: 'user:default/ada',
  applied_at: appliedAt,
  summary: '{}',
  basis: '{}',
  rows_digest: 'of the rows',
});

describe('The migration that takes the UUIDs of role bindings away', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'leaves role bindings as they were, there and back, on %s',
    async id => {
      const database = await databases.create(id);
      const { knex } = database;
      await buildWorld(database, {
        users: ['mara@example.com', 'noah@example.com'],
        bindings: [
          ['organization', 'owner', { user: 'mara@example.com' }],
          ['organization', 'owner', { user: 'noah@example.com' }],
        ],
      });
      const before = await knex('bindings').orderBy('id');

      await knex.migrate.down(migration);

      const back = await knex('bindings').orderBy('id');
      expect(back).toMatchObject(before);
      const uuids = new Set(back.map(({ uuid }) => uuid));
      expect(uuids.size).toBe(2);
      uuids.forEach(uuid => expect(uuid).toMatch(UUID));
      await expect(
        knex('bindings')
          .where({ id: back[0].id })
          .update({ uuid: back[1].uuid }),
      ).rejects.toMatchObject({ message: expect.stringMatching(/unique/i) });

      await knex.migrate.up(migration);

      expect(await knex('bindings').orderBy('id')).toEqual(before);
    },
  );

  it.each(databases.ids)(
    'lets a run from before it be undone, there and back, on %s',
    async id => {
      const database = await databases.create(id);
      const { knex } = database;
      await buildWorld(database, documentedWorld);
      const { enforcement } = await createTestEnforcement(database);
      const before = await knex('bindings').orderBy('id');
      const carryOut = async (rollbackOf?: string) => {
        const plan = await enforcement.createPlan({ actor, rollbackOf });
        const { fingerprint } = plan;
        const operationId = randomUUID();
        return enforcement.apply(plan.id, { fingerprint, operationId, actor });
      };
      const run = await carryOut();
      const records = await knex('run_bindings').orderBy('binding_id');

      await knex.migrate.down(migration);

      const uuids = await knex('run_bindings').pluck('binding_uuid');
      expect(new Set(uuids).size).toBe(records.length);
      uuids.forEach(uuid => expect(uuid).toMatch(UUID));

      await knex.migrate.up(migration);

      expect(await knex('run_bindings').orderBy('binding_id')).toEqual(records);
      await carryOut(run.id);
      expect(await knex('bindings').orderBy('id')).toEqual(before);
    },
  );

  it.each(databases.ids)(
    'has plans made again that have other digests, on %s',
    async id => {
      const { knex } = await databases.create(id);
      const [open, applied, unfinished] = [
        '9b2ef3f2-62cc-4cf5-9f2f-6a2d3c0d0001',
        '9b2ef3f2-62cc-4cf5-9f2f-6a2d3c0d0002',
        '9b2ef3f2-62cc-4cf5-9f2f-6a2d3c0d0003',
      ];
      const digests = () =>
        knex('enforcement_plans')
          .orderBy('uuid')
          .select('basis', 'rows_digest');
      const cleared = [
        { basis: null, rows_digest: null },
        { basis: '{}', rows_digest: 'of the rows' },
      ];
      const store = () =>
        knex('enforcement_plans')
          .insert([
            planRow(open, null),
            planRow(applied, '2026-01-01T01:00:00.000Z'),
            planRow(unfinished, null, true),
          ])
          .onConflict('uuid')
          .merge();

      await store();
      await knex.migrate.down(migration);
      expect(await digests()).toEqual(cleared);
      await store();
      await knex.migrate.up(migration);
      expect(await digests()).toEqual(cleared);
    },
  );
});
