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

import { defaultAccessModel } from '@backstage-scim/plugin-scim-common';
import fc from 'fast-check';
import { testDatabases } from '../__testUtils__/testDatabases';
import { foldCase } from '../database';
import {
  buildWorld,
  WorldDescription,
} from '../enforcement/__testUtils__/buildWorld';
import { createTestAccess } from './__testUtils__/createTestAccess';
import { clearWorld, randomWorlds } from './__testUtils__/randomWorlds';

jest.setTimeout(120_000);

/** What an import can bring in: groups hold what the model lets them hold. */
function importable({ bindings = [], ...world }: WorldDescription) {
  return {
    ...world,
    bindings: bindings.filter(([ref, role, principal]) => {
      const type = defaultAccessModel.types.find(
        one => one.type === ref.split('/')[0],
      );
      return !('group' in principal) || type?.groupRoles.includes(role);
    }),
  };
}

describe('AccessExporter', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('writes all that an import can bring in', async () => {
      const database = await databases.create(id);
      await buildWorld(database, {
        clouds: { prod: ['web', 'no'], 'a: b': [] },
        users: [
          'mara@example.com',
          { email: 'gone@example.com', member: false },
        ],
        groups: [{ name: 'R&D "core"', users: ['mara@example.com'] }],
        portalRoles: { 'scim:on-call': [] },
        serviceAccounts: ['ci-bot', '42'],
        bindings: [
          ['organization', 'owner', { group: 'R&D "core"' }],
          ['cloud/a: b', 'owner', { serviceAccount: '42' }],
          ['project/prod/web', 'readonly', { user: 'mara@example.com' }],
          ['project/prod/web', 'readonly', { portalRole: 'scim:on-call' }],
        ],
      });
      const { exportFile } = await createTestAccess(database);

      expect(await exportFile()).toBe(`organization: Example
clouds:
  - name: "a: b"
  - name: prod
    projects:
      - name: "no"
      - name: web
serviceAccounts:
  - "42"
  - ci-bot
users:
  - mara@example.com
bindings:
  - { resource: "cloud/a: b", role: owner, serviceAccount: "42" }
  - { resource: organization, role: owner, group: "R&D \\"core\\"" }
  - { resource: project/prod/web, role: readonly, user: mara@example.com }
  - { resource: project/prod/web, role: readonly, portalRole: "scim:on-call" }
`);
    });

    it('gives the user name of people whose email is not theirs alone', async () => {
      const database = await databases.create(id);
      await buildWorld(database, {
        users: ['mara@example.com', 'twin@example.com'],
        bindings: [['organization', 'owner', { user: 'twin@example.com' }]],
      });
      await database
        .knex('users')
        .where({ user_name: 'twin@example.com' })
        .update({
          user_name: 'twin',
          user_name_key: 'twin',
          email: 'Mara@example.com',
          email_key: 'mara@example.com',
        });
      const { exportFile, importFile } = await createTestAccess(database);

      const file = await exportFile();

      expect(file).toContain('role: owner, user: twin }');
      expect(await importFile(file)).toMatchObject({ changed: false });
    });

    it('makes of any world a file whose import changes nothing there, and makes the same access elsewhere', async () => {
      const here = await databases.create(id);
      const there = await databases.create(id);
      await fc.assert(
        fc
          .asyncProperty(randomWorlds, async random => {
            const world = importable(random);
            await buildWorld(here, world);
            await buildWorld(there, { ...world, bindings: [], clouds: {} });
            const origin = await createTestAccess(here);
            const copy = await createTestAccess(there);

            const file = await origin.exportFile();

            expect(await origin.importFile(file)).toMatchObject({
              changed: false,
            });
            await copy.importFile(file);
            expect(await copy.listBindings()).toEqual(
              await origin.listBindings(),
            );
            expect(await copy.exportFile()).toBe(file);
          })
          .afterEach(async () => {
            await clearWorld(here);
            await clearWorld(there);
          }),
        { numRuns: 30 },
      );
    });

    it('quotes names so that they come back as they are', async () => {
      const database = await databases.create(id);
      await buildWorld(database, {});
      const { exportFile, importFile } = await createTestAccess(database);
      await fc.assert(
        fc.asyncProperty(
          fc
            .string({ unit: 'binary', minLength: 1, maxLength: 20 })
            .filter(name => !/[\0\p{Cs}]/u.test(name)),
          async name => {
            await database.knex('groups').delete();
            await database.knex('groups').insert({
              uuid: '0a1b2c3d-0000-4000-8000-000000000001',
              display_name: name,
              display_name_key: foldCase(name),
              linked: true,
              entity_name: 'group',
              resource: '{}',
              version: 1,
              created_at: 'now',
              updated_at: 'now',
            });
            const [{ id: groupId }] = await database
              .knex('groups')
              .select('id');
            const { id: resourceId } = await database
              .knex('resources')
              .first('id');
            await database.knex('bindings').insert({
              resource_id: resourceId,
              role: 'owner',
              group_id: groupId,
              created_at: 'now',
            });

            expect(await importFile(await exportFile())).toMatchObject({
              changed: false,
              unchanged: { bindings: 1 },
            });
          },
        ),
        { numRuns: 60 },
      );
    });
  });
});
