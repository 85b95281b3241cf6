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

import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/testDatabases';
import { ScimDatabase } from './ScimDatabase';

jest.setTimeout(60_000);

describe('ScimDatabase', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('migrates down to nothing and up again', async () => {
      const { knex } = await databases.create(id);
      const directory = `${__dirname}/../../migrations`;

      await knex.migrate.rollback({ directory }, true);
      expect(await knex.schema.hasTable('users')).toBe(false);

      await knex.migrate.latest({ directory });
      expect(await knex.schema.hasTable('users')).toBe(true);
    });

    it('keeps what is there when it starts again', async () => {
      const { knex } = await databases.create(id);
      await knex('organization').update({ name: 'Renamed', revision: 7 });

      const database = mockServices.database({ knex });
      await ScimDatabase.create({ database, organizationName: 'Example' });

      expect(await knex('organization').first()).toMatchObject({
        name: 'Renamed',
        revision: 7,
      });
    });

    it('reads beside a transaction what that one sees', async () => {
      const database = await databases.create(id);
      const hasConnections = database.knex.client.config.client === 'pg';

      const revision = await database.read(async tx => {
        const readBeside = await database.shareState(tx);
        const read = (other: Knex) => other('organization').first('revision');
        const before = await read(tx);
        if (hasConnections) {
          await database.write(async change => change.mark());
        }
        const [one, other] = [await readBeside(read), await readBeside(read)];
        return [before, one, other].map(row => row.revision);
      });

      expect(revision).toEqual([0, 0, 0]);
    });

    it('raises the revision only for a write that changes something', async () => {
      const database = await databases.create(id);
      const revision = async () =>
        (await database.knex('organization').first()).revision;

      await database.write(async () => {});
      expect(await revision()).toBe(0);

      await database.write(async change => change.mark());
      expect(await revision()).toBe(1);
    });

    it('writes one feed entry for each thing touched, at the new revision', async () => {
      const database = await databases.create(id);
      const commits: number[] = [];
      database.onCommit(change => commits.push(change.revision));
      const mara = {
        kind: 'user' as const,
        uuid: '3f0f0a52-6a3e-4a57-9f3f-1b1d6a3f0001',
        entityName: 'mara',
      };

      await database.write(async change => {
        change.touch(mara);
        change.touch(mara);
      });

      expect(await database.knex('change_feed')).toEqual([
        expect.objectContaining({
          revision: 1,
          kind: 'user',
          uuid: mara.uuid,
          entity_name: 'mara',
        }),
      ]);
      expect(commits).toEqual([1]);
    });

    it('leaves everything as it was when a write fails', async () => {
      const database = await databases.create(id);
      const commits: number[] = [];
      database.onCommit(change => commits.push(change.revision));

      await expect(
        database.write(async change => {
          change.mark();
          throw new Error('Halfway');
        }),
      ).rejects.toThrow('Halfway');

      expect((await database.knex('organization').first()).revision).toBe(0);
      expect(commits).toEqual([]);
    });

    it('lets concurrent writes follow one another', async () => {
      const database = await databases.create(id);

      const revisions = await Promise.all(
        Array.from({ length: 10 }, () =>
          database.write(async change => {
            change.mark();
            return change.revision;
          }),
        ),
      );

      expect(revisions.sort((a, b) => a - b)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
      ]);
    });
  });
});
