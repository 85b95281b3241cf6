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
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { createTestAccess } from './__testUtils__/createTestAccess';
import { readInPages } from './__testUtils__/readInPages';
import { Slice } from './pagedRows';

jest.setTimeout(60_000);

describe('ResourceStore', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(clouds: Record<string, string[]>) {
      const database = await databases.create(id);
      await buildWorld(database, { clouds });
      const { resources } = await createTestAccess(database);
      return {
        database,
        resources,
        list: (slice: Partial<Slice> = {}) =>
          database.read(tx => resources.list(tx, { limit: 100, ...slice })),
      };
    }

    it('tells two projects of one name apart by their clouds', async () => {
      const { list } = await start({
        prod: ['api', 'web', 'prod'],
        dev: ['api', 'Web'],
      });

      const { items } = await list();

      expect(items.map(({ ref, label }) => [ref, label])).toEqual([
        ['cloud/dev', 'dev'],
        // A project with the name of a cloud is no namesake.
        ['cloud/prod', 'prod'],
        ['project/dev/Web', 'Web'],
        ['project/dev/api', 'dev/api'],
        ['project/prod/api', 'prod/api'],
        ['project/prod/prod', 'prod'],
        ['project/prod/web', 'web'],
        ['organization', 'Example'],
      ]);
      expect(items[3]).toMatchObject({
        name: 'api',
        type: 'project',
        parent: { ref: 'cloud/dev', name: 'dev', id: items[0].id },
      });
    });

    it('labels a few resources as it labels all', async () => {
      const { database, resources } = await start({ a: ['p'], b: ['p'] });

      const all = await database.read(tx => resources.summaries(tx));
      const [[rowId, summary]] = [...all].filter(
        ([, { ref }]) => ref === 'project/a/p',
      );

      expect(summary.label).toBe('a/p');
      expect(all.size).toBe(5);
      expect(
        await database.read(tx => resources.summaries(tx, [rowId])),
      ).toEqual(new Map([[rowId, summary]]));
      expect(await database.read(tx => resources.summaries(tx, []))).toEqual(
        new Map(),
      );
    });

    it('hands out every resource once, page by page', async () => {
      const { list } = await start({ b: ['p', 'Q'], a: ['p'], Ä: ['q'] });
      const all = (await list()).items;
      expect(all).toHaveLength(8);

      expect(await readInPages(list, 3)).toEqual(all);
    });

    it('searches references, without case', async () => {
      const { list } = await start({ prod: ['api_1', 'apix1'], Dev: [] });
      const found = async (search: string) =>
        (await list({ search })).items.map(({ ref }) => ref);

      expect(await found('I_1')).toEqual(['project/prod/api_1']);
      expect(await found('dev')).toEqual(['cloud/Dev']);
      expect(await found('ORGANIZATION')).toEqual(['organization']);
      expect(await found('%')).toEqual([]);
    });

    it('keeps exactly one organization, with its name', async () => {
      const database = await databases.create(id);
      const { resources } = await createTestAccess(database);
      const ensure = () =>
        database.write(change => resources.ensureSingletons(change));
      const revision = async () =>
        (await database.knex('organization').first()).revision;

      await ensure();
      await ensure();
      expect(await revision()).toBe(1);
      await database.knex('organization').update({ name: 'Renamed' });
      await ensure();

      expect(await revision()).toBe(2);
      expect(await database.knex('resources')).toEqual([
        expect.objectContaining({ ref: 'organization', name: 'Renamed' }),
      ]);
    });
  });
});
