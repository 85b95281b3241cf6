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

jest.setTimeout(60_000);

describe('The names in an access file', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    /** A directory with two people and a group, and the importer. */
    async function start() {
      const database = await databases.create(id);
      await buildWorld(database, {
        users: ['User1@Example.com', 'user2@example.com'],
        groups: [{ name: 'Engineering', users: ['User1@Example.com'] }],
      });
      return { database, ...(await createTestAccess(database)) };
    }

    it('finds people by user name or email, without case', async () => {
      const { database, importFile, listBindings } = await start();
      await database
        .knex('users')
        .where({ email: 'user2@example.com' })
        .update({ user_name: 'Two', user_name_key: 'two' });

      expect(
        await importFile(`
users: [USER2@EXAMPLE.COM]
bindings:
  - { resource: organization, role: owner, user: USER1@EXAMPLE.COM }
  - { resource: organization, role: owner, user: TWO }
  - { resource: organization, role: collaborator, user: User2@Example.com }
`),
      ).toMatchObject({ created: { users: 0, bindings: 3 } });

      expect(await listBindings()).toEqual([
        'organization: owner for user User1@Example.com',
        'organization: owner for user user2@example.com',
        'organization: collaborator for user user2@example.com',
      ]);
    });

    it('knows a binding again under another name of the same person', async () => {
      const { database, problemsOf } = await start();
      await database
        .knex('users')
        .where({ email: 'user2@example.com' })
        .update({ user_name: 'Two', user_name_key: 'two' });

      expect(
        await problemsOf(`bindings:
  - { resource: organization, role: owner, user: user2@example.com }
  - { resource: organization, role: owner, user: two }
`),
      ).toEqual(['3: The binding is there already, in line 2.']);
    });

    it('asks for the user name where several people share an email', async () => {
      const { database, importFile, problemsOf } = await start();
      await database
        .knex('users')
        .where({ email: 'user2@example.com' })
        .update({
          user_name: 'two',
          user_name_key: 'two',
          email: 'shared@example.com',
          email_key: 'shared@example.com',
        });
      await database
        .knex('users')
        .where({ email: 'User1@Example.com' })
        .update({ email_key: 'shared@example.com' });

      expect(
        await problemsOf(
          'bindings: [{ resource: organization, role: owner, user: shared@example.com }]',
        ),
      ).toEqual([
        "1: Several people have the email 'shared@example.com'; give the user name instead.",
      ]);
      expect(
        await importFile(
          'bindings: [{ resource: organization, role: owner, user: two }]',
        ),
      ).toMatchObject({ created: { bindings: 1 } });
    });

    it('imports files with more names than one statement takes', async () => {
      const { database, importFile } = await start();
      await database
        .knex('users')
        .where({ email: 'user2@example.com' })
        .update({ user_name: 'two', user_name_key: 'two' });
      const people = Array.from(
        { length: 1100 },
        (_, i) => `p${i}@example.com`,
      );
      const projects = Array.from({ length: 1100 }, (_, i) => `p${i}`);
      // The first and the last name mean the same person.
      const users = ['user2@example.com', ...people, 'two'];
      const file = [
        'clouds:',
        `  - { name: c, projects: [${projects.join(', ')}] }`,
        `users: [user2@example.com, ${people.join(', ')}]`,
        'bindings:',
        ...users.map(
          (user, i) =>
            `  - { resource: project/c/p${
              i % 1100
            }, role: owner, user: ${user} }`,
        ),
      ].join('\n');

      expect(await importFile(file)).toMatchObject({
        created: { resources: 1101, users: 1100, bindings: 1102 },
      });
      expect(await importFile(file)).toMatchObject({ changed: false });
    });

    it('stores names of every allowed length and script', async () => {
      const { importFile, listBindings } = await start();
      const long = '🏭'.repeat(100);
      const file = `
clouds: [{ name: ${long}, projects: [${long}] }]
serviceAccounts: [${long}, ${'İ'.repeat(100)}]
users: [${'é'.repeat(188)}@example.com]
bindings:
  - { resource: project/${long}/${long}, role: owner, serviceAccount: ${long} }
`;
      expect(await importFile(file)).toMatchObject({
        created: { resources: 2, serviceAccounts: 2, users: 1, bindings: 1 },
      });
      expect(await importFile(file)).toMatchObject({ changed: false });
      expect(await listBindings()).toEqual([
        `project/${long}/${long}: owner for serviceAccount ${long}`,
      ]);
    });
  });
});
