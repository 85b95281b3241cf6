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

import { startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

describe('SCIM listings', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      return { database, ...(await startScim(database)) };
    }

    async function startWithPeople() {
      const scim = await start();
      for (const name of ['Cleo', 'ann', 'Ben', 'dora', 'Emil']) {
        await scim.okta.post('/Users', {
          userName: `${name}@example.com`,
          displayName: name,
        });
      }
      return scim;
    }
    const namesOf = (body: any) =>
      body.Resources.map((user: any) => user.displayName);

    it('answers with a list message, also when there is nothing', async () => {
      const { okta } = await start();

      const { status, body } = await okta.find('/Users', 'userName eq "x"');

      expect(status).toBe(200);
      expect(body).toEqual({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
        totalResults: 0,
        startIndex: 1,
        itemsPerPage: 0,
        Resources: [],
      });
    });

    it('finds by user name without case, and by external id with case', async () => {
      const { okta } = await startWithPeople();
      await okta.post('/Users', { userName: 'fay', externalId: 'Ext' });

      const byName = await okta.find(
        '/Users',
        'userName EQ "CLEO@example.com"',
      );
      expect(namesOf(byName.body)).toEqual(['Cleo']);
      const byId = await okta.find('/Users', 'externalId eq "Ext"');
      expect(byId.body.totalResults).toBe(1);
      const otherCase = await okta.find('/Users', 'externalId eq "ext"');
      expect(otherCase.body.totalResults).toBe(0);
    });

    it('finds by any email address, as it is now', async () => {
      const { okta } = await start();
      const emails = (work: string, home: string) => ({
        userName: 'mara',
        emails: [
          { value: work, type: 'work', primary: true },
          { value: home, type: 'home' },
        ],
      });
      const { body: mara } = await okta.post(
        '/Users',
        emails('Mara@example.com', 'home@example.com'),
      );
      const total = async (filter: string) =>
        (await okta.find('/Users', filter)).body.totalResults;

      expect(
        await total('emails[type eq "work"].value eq "MARA@example.com"'),
      ).toBe(1);
      expect(await total('emails.value eq "home@example.com"')).toBe(1);
      expect(
        await total('emails[type eq "work"].value eq "home@example.com"'),
      ).toBe(0);
      await okta.put(
        `/Users/${mara.id}`,
        emails('new@example.com', 'home@example.com'),
      );
      expect(await total('emails eq "mara@example.com"')).toBe(0);
      expect(
        await total('emails eq "new@example.com" or userName eq "x"'),
      ).toBe(1);
    });

    it('sorts and pages', async () => {
      const { okta } = await startWithPeople();

      const page = await okta.get(
        '/Users?sortBy=displayName&startIndex=2&count=2',
      );
      expect(namesOf(page.body)).toEqual(['Ben', 'Cleo']);
      expect(page.body).toMatchObject({
        totalResults: 5,
        startIndex: 2,
        itemsPerPage: 2,
      });
      const down = await okta.get(
        '/Users?sortBy=userName&sortOrder=descending&count=2',
      );
      expect(namesOf(down.body)).toEqual(['Emil', 'dora']);
    });

    it('sorts by character, whatever the language of the database', async () => {
      const { okta, database } = await start();
      if (database.knex.client.config.client === 'pg') {
        await database.knex.raw(
          'alter table users alter column user_name_key type varchar(255) collate "en-x-icu"',
        );
      }
      for (const userName of ['a_b', 'ab', 'A-B', 'a b']) {
        await okta.post('/Users', { userName });
      }

      const { body } = await okta.get('/Users?sortBy=userName');

      expect(body.Resources.map((user: any) => user.userName)).toEqual([
        'a b',
        'A-B',
        'a_b',
        'ab',
      ]);
    });

    it.each([
      ['startIndex=0', { startIndex: 1, itemsPerPage: 5 }],
      ['startIndex=-3&count=1', { startIndex: 1, itemsPerPage: 1 }],
      ['startIndex=9', { startIndex: 9, itemsPerPage: 0 }],
      ['count=0', { itemsPerPage: 0 }],
      ['count=-1', { itemsPerPage: 0 }],
      ['count=100000', { itemsPerPage: 5 }],
    ])('takes %s as the RFC says', async (query, expected) => {
      const { okta } = await startWithPeople();

      const { status, body } = await okta.get(`/Users?${query}`);

      expect(status).toBe(200);
      expect(body).toMatchObject({ totalResults: 5, ...expected });
    });

    it('searches by POST, in one type and in all', async () => {
      const { okta } = await startWithPeople();
      await okta.post('/Groups', { displayName: 'Cleo' });
      const search = {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
        filter: 'displayName sw "c"',
        attributes: ['displayName'],
        count: 10,
      };

      const people = await okta.post('/Users/.search', search);
      expect(people.status).toBe(200);
      expect(people.body.totalResults).toBe(1);
      const all = await okta.post('/.search', search);
      expect(all.body.totalResults).toBe(2);
      expect(all.body.Resources).toEqual([
        expect.objectContaining({ displayName: 'Cleo' }),
        expect.objectContaining({ displayName: 'Cleo' }),
      ]);
      const atRoot = await okta.find('/', search.filter);
      expect(atRoot.body.totalResults).toBe(2);
      const second = await okta.post('/.search', {
        ...search,
        startIndex: 2,
        count: 1,
      });
      expect(second.body).toMatchObject({ totalResults: 2, itemsPerPage: 1 });
      expect(second.body.Resources[0].schemas[0]).toContain('Group');
    });

    it.each([
      ['members pr', []],
      ['members pr or displayName eq "Cleo"', ['User', 'Group']],
      ['userName eq "cleo@example.com"', ['User']],
      ['not (userName pr) and displayName eq "Cleo"', ['Group']],
      ['userName ne "x" and displayName eq "Cleo"', ['User', 'Group']],
      ['emails eq null and displayName eq "Cleo"', ['User', 'Group']],
      ['emails[type eq "work"] or displayName eq "Cleo"', ['User', 'Group']],
      ['meta.resourceType eq "Group"', ['Group']],
    ])(
      'at the root, what a type does not have is without value: %s',
      async (filter, types) => {
        const { okta } = await startWithPeople();
        await okta.post('/Groups', { displayName: 'Cleo' });

        const { status, body } = await okta.find('/', filter);

        expect(status).toBe(200);
        expect(body.Resources.map((one: any) => one.meta.resourceType)).toEqual(
          types,
        );
      },
    );

    it.each(['shoeSize pr', 'active gt true or members pr', 'password eq "x"'])(
      'at the root, what no type can answer is refused: %s',
      async filter => {
        const { okta } = await start();

        const { status, body } = await okta.find('/', filter);

        expect([status, body.scimType]).toEqual([400, 'invalidFilter']);
      },
    );

    it('takes a search for one that says so, and nothing else', async () => {
      const { okta } = await startWithPeople();

      for (const path of ['/.search', '/Users/.search']) {
        for (const message of [
          { count: 1 },
          { count: 1, schemas: [] },
          {
            count: 1,
            schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          },
        ]) {
          const { status, body } = await okta.post(path, message);
          expect([status, body.scimType]).toEqual([400, 'invalidSyntax']);
        }
      }
    });

    it('ignores parameters that it does not know', async () => {
      const { okta } = await startWithPeople();

      const { status, body } = await okta.get('/Users?color=blue&count=5');

      expect(status).toBe(200);
      expect(body.totalResults).toBe(5);
    });
  });
});
