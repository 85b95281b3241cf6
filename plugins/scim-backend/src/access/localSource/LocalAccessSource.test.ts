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

import { defaultAccessModel } from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../../__testUtils__/testDatabases';
import { buildWorld } from '../../enforcement/__testUtils__/buildWorld';
import { LocalAccessSource } from './LocalAccessSource';

jest.setTimeout(60_000);

describe('LocalAccessSource', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'removes and restores role bindings, on %s',
    async id => {
      const database = await databases.create(id);
      const { knex } = database;
      await buildWorld(database, {
        clouds: { prod: [] },
        users: ['mara@example.com', 'noah@example.com'],
        bindings: [
          ['cloud/prod', 'owner', { user: 'mara@example.com' }],
          ['cloud/prod', 'owner', { user: 'noah@example.com' }],
        ],
      });
      const source = new LocalAccessSource(knex, defaultAccessModel);
      const before = await knex('bindings').orderBy('id');
      const { uuid: resource } = await knex('resources')
        .where({ ref: 'cloud/prod' })
        .first('uuid');
      const { id: userRow, uuid: userId } = await knex('users')
        .where({ email: 'mara@example.com' })
        .first('id', 'uuid');
      const binding = { resource, role: 'owner', userId, principal: userId };
      const elsewhere = { ...binding, resource: userId };
      const nobody = { ...binding, userId: resource };
      const left = new AbortController();
      const context = {
        runId: 'a run',
        actor: 'service:test',
        signal: left.signal,
      };
      const all = [binding, binding, elsewhere, nobody];
      const outcomes = [
        { status: 'done' },
        { status: 'unchanged' },
        { status: 'failed', message: 'The resource is gone.' },
        { status: 'failed', message: 'The person is gone.' },
      ];

      expect(await source.removeBindings(all, context)).toEqual(outcomes);
      expect(await knex('bindings').pluck('id')).toEqual([before[1].id]);

      expect(await source.restoreBindings(all, context)).toEqual(outcomes);
      expect(await knex('bindings').orderBy('user_id')).toEqual([
        {
          ...before[0],
          id: expect.any(Number),
          user_id: userRow,
          created_at: expect.any(String),
        },
        before[1],
      ]);

      left.abort(new Error('Nobody waits.'));
      await expect(source.removeBindings(all, context)).rejects.toThrow(
        'Nobody waits.',
      );
      expect(await knex('bindings').pluck('id')).toHaveLength(2);
    },
  );
});
