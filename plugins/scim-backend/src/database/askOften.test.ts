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

import { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/testDatabases';
import { askOften } from './askOften';

jest.setTimeout(60_000);

describe('askOften', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    const isPostgres = id.startsWith('POSTGRES');
    let knex: Knex;
    /** All is asked in one session, as one request after the other does. */
    let session: unknown;

    beforeEach(async () => {
      knex = (await databases.create(id)).knex;
      session = await knex.client.acquireConnection();
    });

    afterEach(() => knex.client.releaseConnection(session));

    const organization = (on: Knex = knex) =>
      askOften(
        on,
        'organization of a test',
        on('organization').connection(session).where({ id: 1 }).first(),
      );

    const kept = async (): Promise<number> => {
      const { rows } = await knex
        .raw("select name from pg_prepared_statements where name like 'scim_%'")
        .connection(session);
      return rows.length;
    };

    /** Whether a question that is new is kept. */
    const keepsAnother = async () => {
      const before = await kept();
      await askOften(
        knex,
        'connections of a test',
        knex('connections').connection(session).select('id'),
      );
      return (await kept()) > before;
    };

    it('answers as the query does, how often ever it is asked', async () => {
      for (const name of ['First', 'Second', 'Third']) {
        await knex('organization').connection(session).update({ name });
        expect(await organization()).toMatchObject({ id: 1, name });
      }
    });

    if (isPostgres) {
      it('lets PostgreSQL keep what it is asked', async () => {
        await organization();
        await organization();

        expect(await kept()).toBe(1);
        expect(await keepsAnother()).toBe(true);
      });

      it('does without where a pooler has taken another session', async () => {
        await organization();
        await knex.raw('deallocate all').connection(session);

        expect(await organization()).toMatchObject({ id: 1 });
        expect(await keepsAnother()).toBe(false);
      });

      it('does without where the session has it from somebody else', async () => {
        await organization();
        // What the client knows of the session; with a pooler, another one's.
        Object.assign((session as any).connection, { parsedStatements: {} });

        expect(await organization()).toMatchObject({ id: 1 });
        expect(await keepsAnother()).toBe(false);
      });

      it('does without once the table has another column', async () => {
        await organization();
        await knex
          .raw('alter table organization add column extra text')
          .connection(session);

        expect(await organization()).toMatchObject({ id: 1, extra: null });
        expect(await keepsAnother()).toBe(false);
      });

      it('does without where a title stands for two texts', async () => {
        await organization();
        const other = askOften(
          knex,
          'organization of a test',
          knex('organization').connection(session).select('name'),
        );

        expect(await other).toEqual([{ name: expect.any(String) }]);
        expect(await keepsAnother()).toBe(false);
      });

      it('keeps nothing in a transaction, where no second try would help', async () => {
        const name = await knex.transaction(async tx => {
          const row = await askOften(
            tx,
            'organization in a transaction',
            tx('organization').first(),
          );
          const { rows } = await tx.raw(
            "select name from pg_prepared_statements where name like 'scim_%'",
          );
          return [row.name, rows.length];
        });

        expect(name).toEqual(['Example', 0]);
      });

      it('leaves other errors as they are', async () => {
        const question = askOften(
          knex,
          'a table that is not there',
          knex('nowhere').first(),
        );

        await expect(question).rejects.toMatchObject({ code: '42P01' });
      });
    }
  });
});
