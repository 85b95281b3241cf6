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

import { PermissionCheckRow } from '@backstage-scim/plugin-scim-common';
import fc from 'fast-check';
import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { createTestAccess } from './__testUtils__/createTestAccess';
import { clearWorld, people, randomWorlds } from './__testUtils__/randomWorlds';
import { readInPages } from './__testUtils__/readInPages';
import { Slice } from './pagedRows';

jest.setTimeout(120_000);

describe('In any world', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'the permission check finds whom their effective access leaves without projects, on %s',
    async id => {
      const database = await databases.create(id);
      const { accessOf, check } = await createTestAccess(database);
      const list = (slice: Slice) => database.read(tx => check.list(tx, slice));

      await fc.assert(
        fc
          .asyncProperty(
            randomWorlds,
            fc.integer({ min: 1, max: 3 }),
            async (world, limit) => {
              await buildWorld(database, world);
              const expected: PermissionCheckRow[] = [];
              for (const email of people) {
                const { user, roles } = await accessOf(email);
                const inside = new Set(
                  roles.map(({ resource }) => resource.parent?.ref),
                );
                for (const { resource, role } of roles) {
                  if (
                    resource.type === 'cloud' &&
                    ['owner', 'collaborator'].includes(role) &&
                    !inside.has(resource.ref)
                  ) {
                    const issue = 'No project permissions';
                    expected.push({ user, resource, role, issue });
                  }
                }
              }

              expect(await list({ limit: 100 })).toEqual({
                items: expected,
                totalItems: expected.length,
                totalUsers: new Set(expected.map(({ user }) => user.id)).size,
                next: undefined,
              });
              expect(await readInPages(list, limit)).toEqual(expected);
            },
          )
          .afterEach(() => clearWorld(database)),
        { numRuns: 40 },
      );
    },
  );
});
