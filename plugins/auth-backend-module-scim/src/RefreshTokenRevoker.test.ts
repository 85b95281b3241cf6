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
import { DirectoryChange } from '@backstage-scim/plugin-scim-common';
import { RefreshTokenRevoker } from './RefreshTokenRevoker';

jest.setTimeout(60_000);

const HOUR = 3_600_000;

describe('RefreshTokenRevoker', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function createWorld(holders: string[]) {
    const database = await databases.init('SQLITE_3');
    await database.schema.createTable('offline_sessions', table =>
      table.string('user_entity_ref'),
    );
    await database('offline_sessions').insert(
      holders.map(ref => ({ user_entity_ref: ref })),
    );
    const deprovisioned = new Set<string>();
    const changes: DirectoryChange[] = [];
    let now = 0;
    const revoker = new RefreshTokenRevoker({
      database,
      logger: mockServices.logger.mock(),
      now: () => now,
      scim: {
        getPrincipalStatus: async ref => ({
          known: true,
          active: !deprovisioned.has(ref),
          administrator: false,
        }),
        listDirectoryChanges: async ({ since }) => ({
          changes: changes.slice(since),
          revision: changes.length,
          more: false,
        }),
      },
    });
    await revoker.catchUp();
    return {
      revoker,
      deprovisioned,
      leaves: (entityName: string) =>
        changes.push({ kind: 'user', id: entityName, entityName }),
      wait: (time: number) => {
        now += time;
      },
      holders: (): Promise<string[]> =>
        database('offline_sessions').pluck('user_entity_ref'),
    };
  }

  it('takes back tokens of people in whatever namespace', async () => {
    const { revoker, leaves, holders } = await createWorld([
      'user:default/mara',
      'user:acme/mara',
      'user:default/ben',
    ]);

    leaves('acme/mara');
    leaves('ben');
    await revoker.catchUp();

    expect(await holders()).toEqual(['user:default/mara']);
  });

  it('finds people for whom the entity of another provider stands within the hour', async () => {
    const { revoker, deprovisioned, leaves, wait, holders } = await createWorld(
      ['user:partners/mara', 'user:default/ben'],
    );

    deprovisioned.add('user:partners/mara');
    leaves('mara');
    await revoker.catchUp();
    expect(await holders()).toHaveLength(2);

    wait(HOUR);
    await revoker.catchUp();
    expect(await holders()).toEqual(['user:default/ben']);
  });
});
