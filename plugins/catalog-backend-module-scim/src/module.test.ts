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
import { HumanDuration } from '@backstage/types';
import { Knex } from 'knex';
import { FakeDirectory } from './__testUtils__/FakeDirectory';
import { fakeScimPlugin } from './__testUtils__/fakeScimPlugin';
import { CatalogBackend, startCatalog } from './__testUtils__/startCatalog';
import { until } from './__testUtils__/until';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'catalogModuleScim in a real catalog on %s',
  databaseId => {
    let directory: FakeDirectory;
    const catalogs: CatalogBackend[] = [];

    beforeEach(() => {
      directory = new FakeDirectory();
    });

    afterEach(async () => {
      await Promise.all(catalogs.splice(0).map(catalog => catalog.stop()));
    });

    async function start(
      options: { knex?: Knex; pollInterval?: HumanDuration } = {},
    ) {
      const knex = options.knex ?? (await databases.init(databaseId));
      const scim = fakeScimPlugin(directory);
      const catalog = await startCatalog({
        features: [scim.feature, mockServices.database.factory({ knex })],
        pollInterval: options.pollInterval,
      });
      catalogs.push(catalog);
      return { ...catalog, announce: scim.announce };
    }

    const appears = (catalog: CatalogBackend, name: string) =>
      until(async () => Boolean(await catalog.find('user', name)));
    const vanishes = (catalog: CatalogBackend, name: string) =>
      until(async () => !(await catalog.find('user', name)));

    it('shows and removes people when it is told', async () => {
      const catalog = await start();
      for (const name of ['ada', 'ben', 'cem']) {
        directory.putUser(name);
        await catalog.announce();
        await appears(catalog, name);
        directory.removeUser(name);
        await catalog.announce();
        await vanishes(catalog, name);
        expect(await catalog.find('user', name)).toBeUndefined();
      }
    });

    it('notices by itself what it is not told', async () => {
      const catalog = await start({ pollInterval: { milliseconds: 100 } });
      directory.putUser('ada');
      await appears(catalog, 'ada');

      directory.removeUser('ada');

      await vanishes(catalog, 'ada');
      expect(await catalog.find('user', 'ada')).toBeUndefined();
    });

    it('relates people to their groups, and groups to the groups inside them', async () => {
      const catalog = await start();
      directory.putGroup('engineering', { children: ['platform'] });
      directory.putGroup('platform');
      directory.putUser('ada', { groups: ['platform'] });
      await catalog.announce();
      const relations = async () =>
        (await catalog.find('group', 'platform'))?.relations?.map(
          ({ type, targetRef }) => `${type} ${targetRef}`,
        ) ?? [];

      await until(async () => (await relations()).length === 2);

      expect(await relations()).toEqual([
        'childOf group:default/engineering',
        'hasMember user:default/ada',
      ]);
    });

    it('takes people out of the catalog who left while it could not ask', async () => {
      const catalog = await start();
      directory.putUser('ada');
      await catalog.announce();
      await appears(catalog, 'ada');
      directory.beforeAnswer = () => {
        throw new Error('Restarting');
      };
      directory.removeUser('ada');
      await catalog.announce();
      expect(await catalog.find('user', 'ada')).toBeDefined();

      directory.beforeAnswer = () => {};

      // A second after the fault it asks again.
      await vanishes(catalog, 'ada');
    });

    it('takes people out of the catalog who left while it was down', async () => {
      const knex = await databases.init(databaseId);
      directory.putUser('ada');
      directory.putUser('ben');
      const before = await start({ knex });
      await appears(before, 'ada');
      await before.stop();
      directory.removeUser('ada');

      const after = await start({ knex });

      await vanishes(after, 'ada');
      expect(await after.find('user', 'ben')).toBeDefined();
    });

    it('works with a second replica on the same database, which is told nothing and outlives the first', async () => {
      const knex = await databases.init(databaseId);
      const told = await start({ knex });
      const untold = await start({
        knex,
        pollInterval: { milliseconds: 100 },
      });
      directory.putUser('ada');
      await told.announce();
      await appears(untold, 'ada');
      directory.removeUser('ada');
      await told.announce();
      await vanishes(untold, 'ada');
      await told.stop();

      directory.putUser('ben');
      await appears(untold, 'ben');

      expect(await untold.find('user', 'ada')).toBeUndefined();
    });
  },
);
