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

import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { HumanDuration } from '@backstage/types';
import { FakeDirectory } from './__testUtils__/FakeDirectory';
import { fakeScimPlugin } from './__testUtils__/fakeScimPlugin';
import catalogModuleScim from '.';

jest.setTimeout(60_000);

/** Promised time from a push until its entity is visible, in milliseconds. */
const VISIBLE_MS = 2_500;

/** Promised time until the entity of a leaver is gone, in milliseconds. */
const GONE_MS = 1_000;

describe('catalogModuleScim in a real catalog', () => {
  let backend: TestBackend;
  let directory: FakeDirectory;
  let announce: () => Promise<void>;

  async function start(pollInterval: HumanDuration) {
    directory = new FakeDirectory();
    const scim = fakeScimPlugin(directory);
    announce = scim.announce;
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleScim,
        scim.feature,
        eventsServiceFactory,
        mockServices.rootConfig.factory({
          data: { catalog: { providers: { scim: { pollInterval } } } },
        }),
      ],
    });
  }

  afterEach(() => backend.stop());

  async function find(kind: string, name: string): Promise<Entity | undefined> {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/catalog/entities/by-name/${kind}/default/${name}`,
      { headers: { Authorization: mockCredentials.service.header() } },
    );
    return response.ok ? response.json() : undefined;
  }

  /** Milliseconds until the condition held. */
  async function until(condition: () => Promise<boolean>): Promise<number> {
    const startedAt = performance.now();
    while (!(await condition())) {
      if (performance.now() - startedAt > 15_000) {
        throw new Error('It did not happen within 15 seconds.');
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    return Math.round(performance.now() - startedAt);
  }

  function median(values: number[]): number {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  }

  const appears = (name: string) =>
    until(async () => Boolean(await find('user', name)));
  const vanishes = (name: string) =>
    until(async () => !(await find('user', name)));

  it('shows and removes people in time when it is told', async () => {
    await start({ hours: 1 });
    const visible: number[] = [];
    const gone: number[] = [];

    for (const name of ['ada', 'ben', 'cem', 'dia', 'eli']) {
      directory.putUser(name);
      await announce();
      visible.push(await appears(name));
      directory.removeUser(name);
      await announce();
      gone.push(await vanishes(name));
    }

    process.stdout.write(
      `push to visible: ${visible.join(', ')} ms; leave to gone: ${gone.join(
        ', ',
      )} ms\n`,
    );
    expect(median(visible)).toBeLessThan(VISIBLE_MS);
    expect(median(gone)).toBeLessThan(GONE_MS);
  });

  it('notices by itself what it is not told', async () => {
    await start({ milliseconds: 100 });
    directory.putUser('ada');
    await appears('ada');

    directory.removeUser('ada');

    expect(await vanishes('ada')).toBeLessThan(VISIBLE_MS);
  });

  it('relates people to their groups, and groups to the groups inside them', async () => {
    await start({ hours: 1 });
    directory.putGroup('engineering', { children: ['platform'] });
    directory.putGroup('platform');
    directory.putUser('ada', { groups: ['platform'] });
    await announce();
    const relations = async () =>
      (await find('group', 'platform'))?.relations?.map(
        ({ type, targetRef }) => `${type} ${targetRef}`,
      ) ?? [];

    await until(async () => (await relations()).length === 2);

    expect(await relations()).toEqual([
      'childOf group:default/engineering',
      'hasMember user:default/ada',
    ]);
  });

  it('takes people out of the catalog who left while it was away', async () => {
    await start({ hours: 1 });
    directory.putUser('ada');
    await announce();
    await appears('ada');
    directory.beforeAnswer = () => {
      throw new Error('Restarting');
    };
    directory.removeUser('ada');
    await announce();
    expect(await find('user', 'ada')).toBeDefined();

    directory.beforeAnswer = () => {};

    // The second try follows two seconds after the first.
    expect(await vanishes('ada')).toBeLessThan(5_000);
  });
});
