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

/** Promised time from a push until its entity is visible, in milliseconds. */
const VISIBLE_MS = 2_500;

/** Promised time until the entity of a leaver is gone, in milliseconds. */
const GONE_MS = 1_000;

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

    it('shows and removes people in time when it is told', async () => {
      const catalog = await start();
      const visible: number[] = [];
      const gone: number[] = [];

      for (const name of ['ada', 'ben', 'cem', 'dia', 'eli']) {
        directory.putUser(name);
        await catalog.announce();
        visible.push(await appears(catalog, name));
        directory.removeUser(name);
        await catalog.announce();
        gone.push(await vanishes(catalog, name));
      }

      report(`push to visible ${visible} ms; leave to gone ${gone} ms`);
      expect(median(visible)).toBeLessThan(VISIBLE_MS);
      expect(median(gone)).toBeLessThan(GONE_MS);
    });

    it('notices by itself what it is not told', async () => {
      const catalog = await start({ pollInterval: { milliseconds: 100 } });
      directory.putUser('ada');
      await appears(catalog, 'ada');

      directory.removeUser('ada');

      expect(await vanishes(catalog, 'ada')).toBeLessThan(VISIBLE_MS);
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
      expect(await vanishes(catalog, 'ada')).toBeLessThan(5_000);
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

      expect(await vanishes(after, 'ada')).toBeLessThan(VISIBLE_MS);
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
      const visible = await appears(untold, 'ada');
      directory.removeUser('ada');
      await told.announce();
      const gone = await vanishes(untold, 'ada');
      await told.stop();

      directory.putUser('ben');
      const visibleAfter = await appears(untold, 'ben');

      report(
        `second replica: push to visible ${visible} ms, leave to gone ${gone} ms, push to visible without the first ${visibleAfter} ms`,
      );
      expect(gone).toBeLessThan(GONE_MS);
      expect(await untold.find('user', 'ada')).toBeUndefined();
    });

    function report(text: string): void {
      process.stdout.write(`${databaseId}: ${text}\n`);
    }
  },
);

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
