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

import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

describe('The migration of change rows into pages', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'keeps every row there and back, and lets nobody apply an older plan, on %s',
    async id => {
      const { knex } = await databases.create(id);
      const migration = {
        directory: `${__dirname}/../../migrations`,
        name: '20261123001200_plan_change_pages.js',
      };
      const rows = Array.from({ length: 1001 }, (_, position) => ({
        plan_id: 1,
        position,
        user_id: position % 7,
        resource_id: 1 - position,
        old_role: position % 2 ? 'owner' : null,
        new_role: position % 3 ? 'the "editor", or so' : null,
        origins: '0d|1g3.4',
      }));
      await knex.migrate.down(migration);
      await knex.batchInsert('plan_changes', rows, 100);
      const plan = {
        id: 1,
        uuid: '9b2ef3f2-62cc-4cf5-9f2f-6a2d3c0d0001',
        kind: 'enforce',
        revision: 1,
        fingerprint: '0'.repeat(64),
        created_at: '2026-01-01T00:00:00.000Z',
        expires_at: '2026-01-01T01:00:00.000Z',
        created_by: 'user:default/ada',
        summary: '{}',
        rows_digest: 'of the rows as they lay',
        basis: '{}',
        preparing: false,
      };
      await knex('enforcement_plans').insert(plan);
      await knex('enforcement_plans').insert({
        ...plan,
        id: 2,
        uuid: '9b2ef3f2-62cc-4cf5-9f2f-6a2d3c0d0002',
        applied_at: '2026-01-01T00:30:00.000Z',
      });

      await knex.migrate.up(migration);

      const pages = await knex('plan_change_pages').orderBy('page');
      expect(pages.map(({ page }) => page)).toEqual([0, 1, 2]);
      expect(JSON.parse(pages[2].rows)).toEqual([
        [6, -999, null, 'the "editor", or so', '0d|1g3.4'],
      ]);
      expect(await knex('enforcement_plans').orderBy('id')).toMatchObject([
        { id: 1, basis: null, rows_digest: null },
        { id: 2, basis: '{}', rows_digest: 'of the rows as they lay' },
      ]);

      await knex.migrate.down(migration);
      expect(await knex('plan_changes').orderBy('position')).toEqual(rows);
    },
  );
});
