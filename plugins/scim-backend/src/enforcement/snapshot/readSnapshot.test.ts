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

import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { defaultAccessModel } from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../../__testUtils__/testDatabases';
import { buildWorld } from '../__testUtils__/buildWorld';
import { documentedWorld } from '../__testUtils__/documentedWorld';
import type { KernelRequest } from '../kernel';
import { readSnapshot } from './readSnapshot';

jest.setTimeout(60_000);

const settings = { model: defaultAccessModel, exemptUsers: [] };
const request: KernelRequest = {
  task: { kind: 'enforce', exempt: [], endsMemberships: true },
  heading: 'a plan',
};

describe('What is read while a plan is computed', () => {
  const databases = testDatabases();

  async function start(id: TestDatabaseId) {
    const database = await databases.create(id);
    await buildWorld(database, documentedWorld);
    return database.knex;
  }

  it.each(databases.ids)(
    'waits for what the plan is computed with if there is one connection, on %s',
    async id => {
      const knex = await start(id);
      const steps: string[] = [];

      await readSnapshot(
        knex,
        { ...settings, meanwhile: async () => void steps.push('meanwhile') },
        async () => {
          await knex('organization').first();
          steps.push('requested');
          return request;
        },
      );

      expect(steps).toEqual(['requested', 'meanwhile']);
    },
  );

  it.each(databases.ids)(
    'waits for nothing if there is another connection, on %s',
    async id => {
      const knex = await start(id);
      const another = knex.withUserParams({});
      let begin = () => {};
      const begun = new Promise<void>(resolve => {
        begin = resolve;
      });

      const { snapshot } = await readSnapshot(
        knex,
        {
          ...settings,
          beside: run => run(another),
          meanwhile: async tx => {
            expect(tx).toBe(another);
            begin();
          },
        },
        async () => {
          await begun;
          return request;
        },
      );

      expect(snapshot.resources.length).toBeGreaterThan(0);
    },
  );

  it.each(databases.ids)(
    'is ended when the plan cannot be computed, on %s',
    async id => {
      const knex = await start(id);
      const another = knex.withUserParams({});

      await expect(
        readSnapshot(
          knex,
          {
            ...settings,
            beside: run => run(another),
            meanwhile: (_tx, _exempt, signal) =>
              new Promise(resolve => {
                signal.addEventListener('abort', () => resolve());
              }),
          },
          async () => {
            throw new Error('There is no such resource.');
          },
        ),
      ).rejects.toThrow('There is no such resource.');
    },
  );
});
