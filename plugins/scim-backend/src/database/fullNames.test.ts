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

jest.setTimeout(60_000);

describe('The migration that lets people be found by their full names', () => {
  const databases = testDatabases();

  it.each(databases.ids)('folds the names that are there, on %s', async id => {
    const { knex } = await databases.create(id);
    const migration = {
      directory: `${__dirname}/../../migrations`,
      name: '20261123001400_full_names.js',
    };
    await knex.migrate.down(migration);
    const names = [
      ['Mara Voss', 'mara voss'],
      ['ΝΙΚΟΣ ÅNGSTRÖM', null],
      [null, null],
      ...Array.from({ length: 1500 }, (_, i) => [`Person ${i}`, null]),
    ];
    await knex.batchInsert(
      'users',
      names.map(([name, key], i) => ({
        uuid: randomUUID(),
        user_name: `person-${i}`,
        user_name_key: `person-${i}`,
        display_name: name,
        display_name_key: key,
        active: true,
        member: true,
        entity_name: `person-${i}`,
        resource: '{}',
        version: 1,
        created_at: '2026-01-01T00:00:00.000Z',
        updated_at: '2026-01-01T00:00:00.000Z',
      })),
      100,
    );

    await knex.migrate.up(migration);

    const keys = await knex('users').orderBy('id').pluck('full_name_key');
    expect(keys.slice(0, 4)).toEqual([
      null,
      'νικοσ ångström',
      null,
      'person 0',
    ]);
    expect(keys[names.length - 1]).toBe('person 1499');
    expect(keys.filter(key => key === null)).toHaveLength(2);
  });

  it.each(databases.ids)(
    'keeps what plans call people when it is undone, on %s',
    async id => {
      const { knex } = await databases.create(id);
      await knex('plan_name_pages').insert({
        plan_id: 1,
        kind: 'user',
        page: 0,
        search_keys: '3 mara\n4 team-b/noah',
        details: JSON.stringify({
          id: [3, 4],
          uuid: ['a', 'b'],
          user_name: ['mara', 'noah'],
          email: ['mara@example.com', null],
          display_name: ['Mara Voss', null],
          entity_name: ['mara', 'team-b/noah'],
          catalog_ref: [null, null],
          active: [true, 0],
          member: [true, 1],
          connection: ['Okta', null],
        }),
      });

      await knex.migrate.down({
        directory: `${__dirname}/../../migrations`,
        name: '20261123001400_full_names.js',
      });

      const { details } = await knex('plan_name_pages').first();
      expect(JSON.parse(details)).toEqual({
        3: {
          id: 'a',
          userName: 'mara',
          email: 'mara@example.com',
          displayName: 'Mara Voss',
          entityRef: 'user:default/mara',
          active: true,
          member: true,
          connection: 'Okta',
        },
        4: {
          id: 'b',
          userName: 'noah',
          email: 'noah',
          entityRef: 'user:team-b/noah',
          active: false,
          member: true,
        },
      });
    },
  );
});
