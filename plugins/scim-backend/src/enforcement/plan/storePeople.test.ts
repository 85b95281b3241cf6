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
import { testDatabases } from '../../__testUtils__/testDatabases';
import { findPlanNames } from './findPlanNames';
import { readPlanNames } from './readPlanNames';
import { storePeople } from './storePeople';

jest.setTimeout(60_000);

const plan = 7;
const now = '2026-01-01T00:00:00.000Z';

describe('The names of people that a plan keeps', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'are those of the people asked for, each once, on %s',
    async id => {
      const { knex } = await databases.create(id);
      const people = Array.from({ length: 10_000 }, (_, i) => i + 1);
      await knex.batchInsert(
        'users',
        people.map(number => ({
          id: number,
          uuid: randomUUID(),
          user_name: `Person-${number}.`,
          user_name_key: `person-${number}.`,
          active: true,
          member: true,
          entity_name: `person-${number}`,
          resource: '{}',
          version: 1,
          created_at: now,
          updated_at: now,
        })),
        500,
      );
      // More than one statement keeps, with gaps, and whole pages left out.
      const kept = people.filter(
        number => number % 3 > 0 && (number < 64 || number > 200),
      );

      await storePeople(knex, { plan }, Int32Array.from(kept));

      const found = await findPlanNames(knex, plan, 'user', 'PERSON-');
      expect(found.sort((a, b) => a - b)).toEqual(kept);
      expect(await findPlanNames(knex, plan, 'user', 'n-4097.')).toEqual([
        4097,
      ]);
      const rows = kept.map(number => ({
        position: 0,
        user_id: number,
        resource_id: 1,
        old_role: null,
        new_role: null,
        origins: '|',
      }));
      const names = await readPlanNames(knex, plan, rows);
      expect(kept.map(number => names.user(number).userName)).toEqual(
        kept.map(number => `Person-${number}.`),
      );
      expect(names.user(3)).toBeUndefined();
    },
  );

  it.each(databases.ids)(
    'are read from plans of an earlier version as well, on %s',
    async id => {
      const { knex } = await databases.create(id);
      const summary = { id: randomUUID(), userName: 'mara@example.com' };
      await knex('plan_name_pages').insert({
        plan_id: plan,
        kind: 'user',
        page: 1,
        search_keys: '40 mara@example.com',
        details: JSON.stringify({ 40: summary, 41: { userName: 'noah' } }),
      });

      const names = await readPlanNames(knex, plan, [
        {
          position: 0,
          user_id: 40,
          resource_id: 1,
          old_role: null,
          new_role: null,
          origins: '|',
        },
      ]);

      expect(names.user(40)).toEqual(summary);
      expect(names.user(41)).toBeUndefined();
    },
  );
});
