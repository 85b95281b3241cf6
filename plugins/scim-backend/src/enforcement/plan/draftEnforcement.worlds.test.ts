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
import { Knex } from 'knex';
import { testDatabases } from '../../__testUtils__/testDatabases';
import { enforcementOracle } from '../__testUtils__/enforcementOracle';
import {
  emailOf,
  insertFixedRows,
  putOrganization,
  RandomOrganization,
  randomOrganizations,
  resources,
} from '../__testUtils__/randomOrganizations';
import { directBindings } from './directBindings';
import { draftEnforcement } from './draftEnforcement';
import { PlanDraft } from './PlanDraft';

/** A nightly run tries more. */
const numRuns = Number(process.env.SCIM_TEST_WORLDS ?? 1000);

const exemptIds = ({ users }: RandomOrganization) =>
  users.flatMap(({ exempt }, i) => (exempt ? [i + 1] : []));

function draft(
  tx: Knex,
  organization: RandomOrganization,
  scope?: PlanDraft['scope'],
): Promise<PlanDraft> {
  return draftEnforcement(tx, {
    model: defaultAccessModel,
    exemptUsers: exemptIds(organization).map(emailOf),
    scope,
  });
}

/** In the form of the oracle. */
function found(plan: PlanDraft) {
  const { users, resources: changed, oldRanks, newRanks } = plan.diff.changes;
  const { snapshot } = plan;
  return {
    changes: Array.from(users, (user, i) => {
      const resource = snapshot.resources[changed[i]];
      return `${snapshot.users[user]} ${resource.summary.ref}: ${
        oldRanks[i]
      } -> ${newRanks[i] === 255 ? '-' : newRanks[i]}`;
    }).sort(),
    removals: Array.from(
      plan.diff.memberships,
      user => snapshot.users[user],
    ).sort((a, b) => a - b),
  };
}

/** Carries a plan out as far as access goes. */
async function carryOut(tx: Knex, plan: PlanDraft): Promise<void> {
  const exempt = plan.snapshot.exempt.map(({ id }) => id);
  const going = directBindings(tx, exempt, plan.scope);
  expect(await going.delete()).toBe(plan.counts.bindings);
  await tx('users')
    .whereIn('id', found(plan).removals)
    .update({ member: false });
}

async function access(tx: Knex) {
  return {
    bindings: await tx('bindings').orderBy('id'),
    members: await tx('users')
      .where({ member: true })
      .orderBy('id')
      .select('id'),
  };
}

describe('draftEnforcement', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'finds in any organization what the database finds, on %s',
    async id => {
      const { knex } = await databases.create(id);
      await insertFixedRows(knex);
      await fc.assert(
        fc.asyncProperty(randomOrganizations, async organization => {
          await knex.transaction(async tx => {
            await putOrganization(tx, organization);
            const plan = await draft(tx, organization);
            expect(found(plan)).toEqual(
              await enforcementOracle(tx, exemptIds(organization)),
            );
            for (let i = 0; i < plan.counts.changes; i++) {
              expect(plan.diff.changes.newRanks[i]).toBeGreaterThan(
                plan.diff.changes.oldRanks[i],
              );
            }
          });
        }),
        { numRuns },
      );
    },
    30 * numRuns + 60_000,
  );

  it.each(databases.ids)(
    'leads to the same with a narrower plan first, on %s',
    async id => {
      const { knex } = await databases.create(id);
      await insertFixedRows(knex);
      const scopes = fc.oneof(
        fc
          .constantFrom(...resources)
          .map(({ ref }) => ({ type: 'resource' as const, resource: ref })),
        fc.constant({ type: 'source' as const, source: 'local' }),
        fc.subarray([1, 2, 3, 4, 5], { minLength: 1 }).map(ids => ({
          type: 'users' as const,
          users: ids.map(user => `00000002-0000-4000-8000-00000000000${user}`),
        })),
      );
      await fc.assert(
        fc.asyncProperty(
          randomOrganizations,
          scopes,
          async (organization, scope) => {
            await knex.transaction(async tx => {
              await putOrganization(tx, organization);
              await carryOut(tx, await draft(tx, organization));
              const atOnce = await access(tx);

              await putOrganization(tx, organization);
              const narrow = await draft(tx, organization, scope);
              expect(
                scope.type === 'users' || narrow.counts.usersRemoved === 0,
              ).toBe(true);
              await carryOut(tx, narrow);
              await carryOut(tx, await draft(tx, organization));
              expect(await access(tx)).toEqual(atOnce);
            });
          },
        ),
        { numRuns: Math.ceil(numRuns / 10) },
      );
    },
    30 * numRuns + 60_000,
  );
});
