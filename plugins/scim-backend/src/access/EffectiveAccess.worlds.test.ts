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
  AccessGrant,
  defaultAccessModel,
  EffectiveRole,
  ResourceSummary,
  UserAccess,
} from '@backstage-scim/plugin-scim-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { clearWorld, people, randomWorlds } from './__testUtils__/randomWorlds';
import { EffectiveAccess } from './EffectiveAccess';
import { findUser, UserWithConnection } from './findUser';
import { ResourceStore } from './ResourceStore';

jest.setTimeout(120_000);

/** Deletes the role binding that a source is. */
async function deleteBinding(
  tx: Knex,
  user: UserWithConnection,
  resource: ResourceSummary,
  { role, origin }: AccessGrant,
) {
  const bindings = tx('bindings')
    .where({ role })
    .whereIn(
      'resource_id',
      tx('resources').where({ ref: resource.ref }).select('id'),
    );
  if (origin.type === 'direct') {
    bindings.where({ user_id: user.id });
  } else if (origin.type === 'group') {
    const group = tx('groups').where({ uuid: origin.group.id }).select('id');
    bindings.whereIn('group_id', group);
  } else if (origin.type === 'portalRole') {
    const portalRole = tx('portal_roles')
      .where({ uuid: origin.id })
      .select('id');
    bindings.whereIn('portal_role_id', portalRole);
  }
  expect(await bindings.delete()).toBe(1);
}

/** The roles of somebody, without the sources that are gone. */
function without(
  access: UserAccess,
  isGone: (source: AccessGrant) => boolean,
): EffectiveRole[] {
  return access.roles.flatMap(({ resource, sources }) => {
    const left = sources.filter(source => !isGone(source));
    return left.length > 0
      ? [{ resource, role: left[0].role, sources: left }]
      : [];
  });
}

describe('In any world', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'the sources of a role are all there is to it: without one, the next gives the role, on %s',
    async id => {
      const database = await databases.create(id);
      const access = new EffectiveAccess({
        model: defaultAccessModel,
        resources: new ResourceStore(defaultAccessModel),
      });
      /** A person's roles in the world that `change` makes of this one. */
      const rolesAfter = async (
        email: string,
        change: (tx: Knex, user: UserWithConnection) => Promise<unknown>,
      ) => {
        const tx = await database.knex.transaction();
        try {
          const user = (await findUser(tx, email))!;
          await change(tx, user);
          return (await access.forUser(tx, user)).roles;
        } finally {
          await tx.rollback();
        }
      };

      await fc.assert(
        fc
          .asyncProperty(randomWorlds, async world => {
            await buildWorld(database, world);
            for (const email of people) {
              const before = await database.read(async tx =>
                access.forUser(tx, (await findUser(tx, email))!),
              );
              const removable = before.roles.flatMap(({ resource, sources }) =>
                sources
                  .filter(({ origin }) => origin.type !== 'baseline')
                  .map(source => ({ resource, source })),
              );
              for (const { resource, source } of removable) {
                expect(
                  await rolesAfter(email, (tx, user) =>
                    deleteBinding(tx, user, resource, source),
                  ),
                ).toEqual(without(before, other => other === source));
              }
              expect(
                await rolesAfter(email, (tx, user) =>
                  tx('group_members').where({ user_id: user.id }).delete(),
                ),
              ).toEqual(
                without(before, ({ origin }) => origin.type === 'group'),
              );
              expect(
                await rolesAfter(email, (tx, user) =>
                  tx('user_roles').where({ user_id: user.id }).delete(),
                ),
              ).toEqual(
                without(before, ({ origin }) => origin.type === 'portalRole'),
              );
            }
          })
          .afterEach(() => clearWorld(database)),
        { numRuns: 15 },
      );
    },
  );
});
