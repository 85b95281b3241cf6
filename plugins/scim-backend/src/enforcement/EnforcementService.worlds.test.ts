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
import { randomUUID } from 'node:crypto';
import { EffectiveAccess, findUser, ResourceStore } from '../access';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';
import {
  buildWorld,
  Principal,
  WorldDescription,
} from './__testUtils__/buildWorld';
import { createTestEnforcement } from './__testUtils__/createTestEnforcement';
import { emails, lines, stored } from './__testUtils__/readable';

/** How many worlds are tried on each engine. */
const RUNS = Number(process.env.SCIM_TEST_WORLDS ?? 40);

jest.setTimeout(120_000 + RUNS * 1000);

const all = { limit: 1000 };
const actor = 'service:test';
const exempt = 'u0@example.com';

const people = [0, 1, 2, 3, 4].map(number => `u${number}@example.com`);
const groupNames = ['G0', 'G1', 'G2', 'G3'];
const portalRoleNames = ['scim:r0', 'scim:r1'];
const refs: Record<string, string[]> = {
  organization: ['organization'],
  cloud: ['cloud/c0', 'cloud/c1'],
  project: ['project/c0/p', 'project/c1/p', 'project/c1/q'],
};
const rolesOf = Object.fromEntries(
  defaultAccessModel.types.map(({ type, roles }) => [type, roles]),
);

const principals: Principal[] = [
  ...people.map(user => ({ user })),
  ...people.map(user => ({ user })),
  ...groupNames.map(group => ({ group })),
  ...portalRoleNames.map(portalRole => ({ portalRole })),
  { serviceAccount: 'bot' },
];

const roles = fc
  .constantFrom(...Object.keys(refs))
  .chain(type =>
    fc.tuple(fc.constantFrom(...refs[type]), fc.constantFrom(...rolesOf[type])),
  );

const worlds: fc.Arbitrary<WorldDescription> = fc.record({
  clouds: fc.constant({ c0: ['p'], c1: ['p', 'q'] }),
  connections: fc.constant({ on: 'active', off: 'paused' } as const),
  users: fc.tuple(
    ...people.map(email =>
      fc.record({
        email: fc.constant(email),
        active: fc.oneof(
          { weight: 5, arbitrary: fc.constant(true) },
          fc.boolean(),
        ),
        member: fc.oneof(
          { weight: 5, arbitrary: fc.constant(true) },
          fc.boolean(),
        ),
      }),
    ),
  ),
  groups: fc.tuple(
    ...groupNames.map(name =>
      fc.record({
        name: fc.constant(name),
        users: fc.subarray(people),
        groups: fc.subarray(groupNames),
        linked: fc.oneof(
          { weight: 5, arbitrary: fc.constant(true) },
          fc.boolean(),
        ),
        connection: fc.constantFrom(undefined, 'on', 'on', 'off'),
      }),
    ),
  ),
  portalRoles: fc
    .tuple(...portalRoleNames.map(() => fc.subarray(people)))
    .map(held =>
      Object.fromEntries(held.map((users, i) => [portalRoleNames[i], users])),
    ),
  serviceAccounts: fc.constant(['bot']),
  bindings: fc
    .uniqueArray(
      fc
        .tuple(roles, fc.constantFrom(...principals))
        .map(([[ref, role], principal]) => ({ ref, role, principal })),
      { selector: binding => JSON.stringify(binding), maxLength: 30 },
    )
    .map(bindings =>
      bindings.map(({ ref, role, principal }): [string, string, Principal] => [
        ref,
        role,
        principal,
      ]),
    ),
});

/** The plan of a world, computed the way one would explain it. */
function expectedPlan(world: WorldDescription) {
  const groups = world.groups!.filter(
    ({ linked, connection }) => linked && connection !== 'off',
  );
  const groupsOf = (email: string) => {
    const found = groups.filter(group => group.users!.includes(email));
    for (const inner of found) {
      found.push(
        ...groups.filter(
          outer => outer.groups!.includes(inner.name) && !found.includes(outer),
        ),
      );
    }
    return found.map(({ name }) => name);
  };
  const roleOf = (email: string, ref: string, direct: boolean) => {
    const held = world
      .bindings!.filter(([on]) => on === ref)
      .filter(
        ([, , principal]) =>
          ('user' in principal && direct && principal.user === email) ||
          ('group' in principal && groupsOf(email).includes(principal.group)) ||
          ('portalRole' in principal &&
            world.portalRoles![principal.portalRole].includes(email)),
      )
      .map(([, role]) => role);
    const type = ref.split('/')[0];
    return rolesOf[type].find(
      role =>
        held.includes(role) ||
        (type === 'organization' && role === 'collaborator'),
    );
  };

  const changes: string[] = [];
  const removals: string[] = [];
  for (const user of world.users!) {
    const { email, active, member } = user as {
      email: string;
      active: boolean;
      member: boolean;
    };
    if (!active || !member || email === exempt) {
      continue;
    }
    if (groupsOf(email).length === 0) {
      removals.push(email);
      continue;
    }
    // In the order of labels: c0, c1; c0/p, c1/p, q.
    for (const ref of [...refs.cloud, ...refs.project, ...refs.organization]) {
      const before = roleOf(email, ref, true);
      const after = roleOf(email, ref, false);
      if (before !== after) {
        changes.push(`${email} ${ref}: ${before} -> ${after ?? '(removed)'}`);
      }
    }
  }
  return { changes, removals };
}

async function clear({ knex }: ScimDatabase) {
  for (const table of [
    'change_feed',
    'enforcement_runs',
    'run_bindings',
    'enforcement_plans',
    'bindings',
    'resources',
    'service_accounts',
    'portal_roles',
    'groups',
    'users',
    'connections',
  ]) {
    await knex(table).delete();
  }
}

describe('In any world', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'enforcing does what the definition says, once, and can be undone, on %s',
    async id => {
      const database = await databases.create(id);
      const { enforcement } = await createTestEnforcement(database, {
        exemptUsers: [exempt],
      });
      const resources = new ResourceStore(defaultAccessModel);
      const access = new EffectiveAccess({
        model: defaultAccessModel,
        resources,
        exemptUsers: [exempt],
      });
      /** The plan and everybody's own access page say the same. */
      const agreesWithWhatPeopleAreTold = async () => {
        const plan = await enforcement.createPlan({ actor });
        const changes = (await enforcement.listChanges(plan.id, all)).items;
        const removed = await enforcement.listRemovals(plan.id, all);
        await database.read(async tx => {
          for (const email of people) {
            const user = await findUser(tx, email);
            const told = await access.forUser(tx, user!);
            expect({
              removed: emails(removed.items).includes(email),
              changes: changes
                .filter(change => change.user.email === email)
                .map(({ user: _, ...change }) => change),
            }).toEqual(told.enforcement);
          }
        });
      };
      const carryOut = async (rollbackOf?: string) => {
        const plan = await enforcement.createPlan({ actor, rollbackOf });
        const run = await enforcement.apply(plan.id, {
          fingerprint: plan.fingerprint,
          operationId: randomUUID(),
          actor,
        });
        const changes = await enforcement.listRunChanges(run.id, all);
        const removals = await enforcement.listRunRemovals(run.id, all);
        return {
          plan,
          run,
          changes: lines(changes.items),
          removals: emails(removals.items),
        };
      };

      await fc.assert(
        fc
          .asyncProperty(worlds, async world => {
            await buildWorld(database, world);
            const before = await stored(database);

            await agreesWithWhatPeopleAreTold();
            const done = await carryOut();
            expect({
              changes: done.changes,
              removals: done.removals,
            }).toEqual(expectedPlan(world));
            expect(done.run.counts).toEqual(done.plan.counts);
            const { id: exemptId } = before.users.find(
              ({ email }) => email === exempt,
            );
            expect((await stored(database)).bindings).toEqual(
              before.bindings.filter(
                ({ user_id: user }) => user === null || user === exemptId,
              ),
            );

            const again = await enforcement.createPlan({ actor });
            expect(again.counts).toMatchObject({
              changes: 0,
              usersRemoved: 0,
              bindings: 0,
            });

            const undone = await carryOut(done.run.id);
            expect(undone.run.counts).toEqual(done.run.counts);
            const { revision, ...after } = await stored(database);
            expect({ ...after, revision: before.revision }).toEqual(before);
            expect(revision).toBeGreaterThanOrEqual(before.revision);
          })
          .afterEach(() => clear(database)),
        { numRuns: RUNS },
      );
    },
  );
});
