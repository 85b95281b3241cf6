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

import { testDatabases } from '../../__testUtils__/testDatabases';
import { groupResourceType, ResourceType, userResourceType } from '../schema';
import { compileFilter, QueryStep } from './compileFilter';
import { compileSort } from './compileSort';
import type { CompileContext } from './FilterCompiler';
import { parseFilter } from './parseFilter';

jest.setTimeout(60_000);

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const ID = '10000000-0000-4000-8000-000000000001';

const lookups: Array<[filter: string, type: ResourceType]> = [
  'userName eq "mara@example.com"',
  'externalId eq "x"',
  'displayName eq "Mara"',
  'name.familyName eq "Lind"',
  'emails eq "mara@example.com"',
  'emails.value eq "mara@example.com"',
  'emails[type eq "work"].value eq "mara@example.com"',
  'emails[type eq "work" and value eq "mara@example.com"]',
  'userName eq "mara" or emails eq "mara@example.com"',
  `id eq "${ID}"`,
  `id eq "${ID}" and manager eq "${ID}"`,
  `${ENTERPRISE}:manager.value eq "${ID}"`,
  `${ENTERPRISE}:employeeNumber eq "7"`,
  `groups.value eq "${ID}"`,
  'userName eq "mara" and active eq true',
  'meta.lastModified gt "2026-01-01T00:00:00Z"',
].map(filter => [filter, userResourceType]);
lookups.push(
  ...[
    'displayName eq "Engineering"',
    'externalId eq "x"',
    `id eq "${ID}"`,
    `members.value eq "${ID}"`,
    `members[value eq "${ID}"]`,
    `id eq "${ID}" and members eq "${ID}"`,
  ].map((filter): [string, ResourceType] => [filter, groupResourceType]),
);

/**
 * What identity providers look for is found by index. The plan says so also
 * where there are few rows: SQLite plans by rules, and PostgreSQL is told that
 * reading everything is the last resort.
 */
describe('filters of identity providers', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const { knex } = await databases.create(id);
      const isPostgres = id !== 'SQLITE_3';
      /** How the database goes about a question. */
      const planOf = (
        type: ResourceType,
        compile: (context: CompileContext) => QueryStep,
      ): Promise<string> =>
        knex.transaction(async tx => {
          const query = tx(type.name === 'User' ? 'users' : 'groups').select();
          compile({ knex: tx, viewerId: 1 })(query);
          if (isPostgres) {
            await tx.raw('set local enable_seqscan = off');
            const { rows } = await tx.raw(`explain ${query.toString()}`);
            return rows.map((row: any) => row['QUERY PLAN']).join('\n');
          }
          const { sql, bindings } = query.toSQL().toNative();
          const rows = await tx.raw(`explain query plan ${sql}`, [...bindings]);
          return rows.map(({ detail }: any) => detail).join('\n');
        });
      return {
        /** Whether a filter reads a table from its start to its end. */
        async readsAll(text: string, type: ResourceType): Promise<boolean> {
          const plan = await planOf(type, context =>
            compileFilter(parseFilter(text), type, context),
          );
          return isPostgres
            ? /Seq Scan on (users|groups|group_members|user_emails)/.test(plan)
            : /SCAN (users|groups|membership|user_emails|listed)/.test(plan);
        },
        /** Whether everything is sorted before the first page of it is known. */
        async sortsAll(sortBy: string, type: ResourceType): Promise<boolean> {
          const plan = await planOf(type, context => query => {
            compileSort(sortBy, false, type, context)(query);
            query.orderBy('id').limit(100);
          });
          return isPostgres
            ? /(?<!Incremental )Sort {2}\(/.test(plan)
            : /TEMP B-TREE FOR ORDER BY/.test(plan);
        },
      };
    }

    it('read no table as a whole', async () => {
      const { readsAll } = await start();

      for (const [text, type] of lookups) {
        expect([text, await readsAll(text, type)]).toEqual([text, false]);
      }
    });

    it('are sorted by name as an index has them', async () => {
      const { sortsAll } = await start();

      for (const sortBy of ['userName', 'displayName', 'name.familyName']) {
        expect(await sortsAll(sortBy, userResourceType)).toBe(false);
      }
      expect(await sortsAll('displayName', groupResourceType)).toBe(false);
      expect(await sortsAll('title', userResourceType)).toBe(true);
    });

    it('are asked by the same statement, whoever is looked for', async () => {
      const { knex } = await databases.create(id);
      const titleOf = (text: string) =>
        compileFilter(parseFilter(text), userResourceType, { knex }).title;

      for (const path of [
        'userName',
        'externalId',
        'emails.value',
        'emails[type eq "work"].value',
      ]) {
        const title = titleOf(`${path} eq "mara@example.com"`);
        expect(title).toEqual(expect.any(String));
        expect(titleOf(`${path} eq "noor@example.com"`)).toBe(title);
      }
      // Of these there is no end.
      expect(titleOf('userName eq "mara" or userName eq "noor"')).toBe(
        undefined,
      );
      expect(titleOf('emails[value eq "a" and value eq "b"]')).toBe(undefined);
    });

    it('unlike a search inside of texts', async () => {
      const { readsAll } = await start();

      expect(await readsAll('title co "engineer"', userResourceType)).toBe(
        true,
      );
    });
  });
});
