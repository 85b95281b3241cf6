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

import {
  AccessHolder,
  defaultAccessModel,
} from '@backstage-scim/plugin-scim-common';
import fc from 'fast-check';
import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { clearWorld, people, randomWorlds } from './__testUtils__/randomWorlds';
import { readInPages } from './__testUtils__/readInPages';
import { AccessHolders } from './AccessHolders';
import { EffectiveAccess } from './EffectiveAccess';
import { findResource } from './findResource';
import { findUser } from './findUser';
import { ResourceStore } from './ResourceStore';

jest.setTimeout(120_000);

describe('In any world', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'who has access to a resource are those whose access has it, for the same reasons, on %s',
    async id => {
      const database = await databases.create(id);
      const model = defaultAccessModel;
      const resources = new ResourceStore(model);
      const access = new EffectiveAccess({ model, resources });
      const holders = new AccessHolders({ model, resources });

      await fc.assert(
        fc
          .asyncProperty(
            randomWorlds,
            fc.integer({ min: 1, max: 4 }),
            async (world, limit) => {
              await buildWorld(database, world);
              /** By resource: what each person's own access says of it. */
              const expected = new Map<string, unknown[]>();
              for (const email of people) {
                const { user, roles } = await database.read(async tx =>
                  access.forUser(tx, (await findUser(tx, email))!),
                );
                for (const { resource, role, sources } of roles) {
                  const rows = expected.get(resource.ref) ?? [];
                  expected.set(resource.ref, rows);
                  rows.push({
                    principal: { type: 'user', user },
                    role,
                    sources,
                    owner: undefined,
                  });
                }
              }
              for (const ref of await database.knex('resources').pluck('ref')) {
                const found = await database.read(async tx => {
                  const resource = await findResource(tx, ref);
                  let counted = 0;
                  const rows = await readInPages<AccessHolder>(async slice => {
                    const page = await holders.list(tx, resource, slice);
                    counted = page.counts.withAccess;
                    return page;
                  }, limit);
                  return { rows, counted };
                });
                const users = found.rows.filter(
                  ({ principal }) => principal.type === 'user',
                );
                expect([ref, users]).toEqual([ref, expected.get(ref) ?? []]);
                expect(found.counted).toBe(users.length);
                // People come last.
                expect(found.rows.slice(-users.length || Infinity)).toEqual(
                  users,
                );
              }
            },
          )
          .afterEach(() => clearWorld(database)),
        { numRuns: 25 },
      );
    },
  );
});
