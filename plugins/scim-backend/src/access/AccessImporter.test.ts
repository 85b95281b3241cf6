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

import { AccessFileError } from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { createTestAccess } from './__testUtils__/createTestAccess';

jest.setTimeout(60_000);

const EXAMPLE = `organization: Example
clouds:
  - name: prod-cloud
    projects: [proj-1]
  - name: staging-cloud
serviceAccounts: [ci-bot]
users: [orphan-user@example.com]        # people the identity provider does not know: unsynced
bindings:
  - { resource: organization, role: owner, user: user1@example.com }
  - { resource: cloud/prod-cloud, role: readonly, group: Engineering }
  - { resource: project/prod-cloud/proj-1, role: collaborator, user: user1@example.com }
  - { resource: cloud/prod-cloud, role: owner, serviceAccount: ci-bot }
`;

const actor = 'service:test';

const none = { resources: 0, serviceAccounts: 0, users: 0, bindings: 0 };

async function revisionOf({ knex }: ScimDatabase): Promise<number> {
  return (await knex('organization').first()).revision;
}

/** Everything that an import can write. */
async function stored({ knex }: ScimDatabase) {
  const tables = [
    'organization',
    'resources',
    'service_accounts',
    'users',
    'bindings',
    'change_feed',
    'audit_log',
  ];
  return Promise.all(tables.map(table => knex(table).select()));
}

describe('AccessImporter', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    /** A directory with two people and a group, and the importer. */
    async function start() {
      const database = await databases.create(id);
      await buildWorld(database, {
        users: ['User1@Example.com', 'user2@example.com'],
        groups: [{ name: 'Engineering', users: ['User1@Example.com'] }],
      });
      const access = await createTestAccess(database);
      return {
        ...access,
        database,
        importFile: (yaml: string) => access.importer.importFile({ yaml, actor }),
        /** What is wrong with a file, as `line: message`. */
        problems: async (yaml: string) => {
          const error = await access.importer
            .importFile({ yaml, actor })
            .catch(reason => reason);
          expect(error).toBeInstanceOf(AccessFileError);
          return (error as AccessFileError).problems.map(
            ({ line, message }) => `${line}: ${message}`,
          );
        },
      };
    }

    it('brings in everything that a file names', async () => {
      const { database, importFile, listBindings, accessOf } = await start();

      expect(await importFile(EXAMPLE)).toEqual({
        changed: true,
        created: { resources: 3, serviceAccounts: 1, users: 1, bindings: 4 },
        unchanged: none,
      });

      expect(await listBindings()).toEqual([
        'cloud/prod-cloud: readonly for group Engineering',
        'cloud/prod-cloud: owner for serviceAccount ci-bot',
        'organization: owner for user User1@Example.com',
        'project/prod-cloud/proj-1: collaborator for user User1@Example.com',
      ]);
      // Unsynced: of no connection, and in no group.
      expect(await accessOf('orphan-user@example.com')).toMatchObject({
        user: { active: true, member: true, connection: undefined },
        enforcement: { removed: true },
      });
      expect(
        await database.knex('change_feed').pluck('entity_name'),
      ).toContain('orphan-user');
      expect(await database.knex('audit_log')).toEqual([
        expect.objectContaining({
          actor,
          action: 'access.import',
          target: 'Example',
          detail: JSON.stringify({
            created: { resources: 3, serviceAccounts: 1, users: 1, bindings: 4 },
          }),
        }),
      ]);
    });

    it('changes nothing the second time', async () => {
      const { database, importFile } = await start();
      await importFile(EXAMPLE);
      const before = await stored(database);

      expect(await importFile(EXAMPLE)).toEqual({
        changed: false,
        created: none,
        unchanged: { resources: 3, serviceAccounts: 1, users: 1, bindings: 4 },
      });

      expect(await stored(database)).toEqual(before);
    });

    it('adds, and takes nothing away', async () => {
      const { importFile, listBindings } = await start();
      await importFile(EXAMPLE);

      expect(
        await importFile(`
clouds:
  - name: prod-cloud
    projects: [proj-2]
serviceAccounts: [CI-Bot]
bindings:
  - { resource: cloud/prod-cloud, role: owner, serviceAccount: CI-BOT }
  - { resource: project/prod-cloud/proj-1, role: owner, user: user1@example.com }
  - { resource: project/prod-cloud/proj-2, role: readonly, group: ENGINEERING }
`),
      ).toEqual({
        changed: true,
        created: { resources: 1, serviceAccounts: 0, users: 0, bindings: 2 },
        unchanged: { resources: 1, serviceAccounts: 1, users: 0, bindings: 1 },
      });

      expect(await listBindings()).toEqual([
        'cloud/prod-cloud: readonly for group Engineering',
        'cloud/prod-cloud: owner for serviceAccount ci-bot',
        'organization: owner for user User1@Example.com',
        'project/prod-cloud/proj-1: collaborator for user User1@Example.com',
        'project/prod-cloud/proj-1: owner for user User1@Example.com',
        'project/prod-cloud/proj-2: readonly for group Engineering',
      ]);
    });

    it('renames the organization', async () => {
      const { database, importFile, accessOf } = await start();
      const revision = await revisionOf(database);

      expect(await importFile('organization: Example Works')).toEqual({
        changed: true,
        created: none,
        unchanged: none,
      });

      expect(await revisionOf(database)).toBe(revision + 1);
      expect((await accessOf('user2@example.com')).roles).toMatchObject([
        { resource: { ref: 'organization', name: 'Example Works' } },
      ]);
      expect(await importFile('organization: Example Works')).toMatchObject({
        changed: false,
      });
      expect(await database.knex('audit_log')).toHaveLength(1);
    });

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

    it('names everything that is wrong, in the order of the lines, and imports nothing', async () => {
      const { database, problems } = await start();
      const before = await stored(database);

      expect(
        await problems(`organization: Renamed
clouds:
  - name: prod-cloud
serviceAccounts: [ci-bot, CI-BOT]
users: [new@example.com]
bindings:
  - { resource: organization, role: owner, user: new@example.com }
  - { resource: organization, role: owner, user: NEW@example.com }
  - { resource: cloud/prod-clout, role: owner, user: user1@example.com }
  - { resource: project/prod-cloud/proj-1, role: owner, user: usr1@example.com }
  - { resource: cloud/prod-cloud, role: owner, serviceAccount: cd-bot }
  - { resource: cloud/prod-cloud, role: readonly, group: Enginering }
  - { resource: cloud/prod-cloud, role: admin, group: Engineering }
teams: []
`),
      ).toEqual([
        "4: The service account 'CI-BOT' is there twice.",
        '8: The binding is there already, in line 7.',
        "9: There is no resource 'cloud/prod-clout'; add it to the file.",
        "10: There is no resource 'project/prod-cloud/proj-1'; add it to the file.",
        "10: There is no user 'usr1@example.com'.",
        "11: There is no service account 'cd-bot'.",
        "12: There is no user group 'Enginering'.",
        "13: Unknown role 'admin' on a resource of type 'cloud'; use 'owner', 'collaborator' or 'readonly'.",
        "14: Unknown key 'teams' in the file; use 'organization', 'clouds', 'serviceAccounts', 'users' or 'bindings'.",
      ]);

      expect(await stored(database)).toEqual(before);
    });

    it('knows a binding again under another name of the same person', async () => {
      const { database, problems } = await start();
      await database
        .knex('users')
        .where({ email: 'user2@example.com' })
        .update({ user_name: 'Two', user_name_key: 'two' });

      expect(
        await problems(`bindings:
  - { resource: organization, role: owner, user: user2@example.com }
  - { resource: organization, role: owner, user: two }
`),
      ).toEqual(['3: The binding is there already, in line 2.']);
    });

    it('asks for the user name where several people share an email', async () => {
      const { database, importFile, problems } = await start();
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
        await problems(
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
      const people = Array.from({ length: 1100 }, (_, i) => `p${i}@example.com`);
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
            `  - { resource: project/c/p${i % 1100}, role: owner, user: ${user} }`,
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
