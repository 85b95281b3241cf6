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
import type { ScimDatabase } from '../database';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { actor, createTestAccess } from './__testUtils__/createTestAccess';

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
      return { database, ...(await createTestAccess(database)) };
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
      expect(await database.knex('change_feed').pluck('entity_name')).toContain(
        'orphan-user',
      );
      expect(await database.knex('audit_log')).toEqual([
        expect.objectContaining({
          actor,
          action: 'access.import',
          target: 'Example',
          detail: JSON.stringify({
            created: {
              resources: 3,
              serviceAccounts: 1,
              users: 1,
              bindings: 4,
            },
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

    it('brings a file in once when it comes twice at a time', async () => {
      const { database, importFile } = await start();

      const results = await Promise.all([
        importFile(EXAMPLE),
        importFile(EXAMPLE),
      ]);

      expect(results.map(({ changed }) => changed).sort()).toEqual([
        false,
        true,
      ]);
      expect(await database.knex('audit_log')).toHaveLength(1);
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

    it('names everything that is wrong, in the order of the lines, and imports nothing', async () => {
      const { database, problemsOf } = await start();
      const before = await stored(database);

      expect(
        await problemsOf(`organization: Renamed
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
  });
});
