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

import { randomUUID } from 'node:crypto';
import { PlanChange, PlanRemoval } from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';
import { buildWorld, WorldDescription } from './__testUtils__/buildWorld';
import { createTestEnforcement } from './__testUtils__/createTestEnforcement';
import type { EnforcementService } from './EnforcementService';
import { EnforcementSettings } from './EnforcementSettings';

jest.setTimeout(60_000);

const all = { limit: 1000 };
const actor = 'service:test';

/** The world of the preview that the documentation shows. */
const documented: WorldDescription = {
  clouds: {
    'prod-cloud': ['proj-1'],
    'staging-cloud': [],
    'dev-cloud': [],
  },
  users: [
    'user2@example.com',
    'User1@example.com',
    'orphan-user@example.com',
    'admin@example.com',
  ],
  groups: [
    {
      name: 'Engineering',
      users: ['User1@example.com', 'user2@example.com'],
    },
    { name: 'Administrators', users: ['admin@example.com'] },
  ],
  serviceAccounts: ['ci-bot'],
  bindings: [
    ['organization', 'owner', { user: 'User1@example.com' }],
    ['organization', 'owner', { group: 'Administrators' }],
    ['organization', 'owner', { user: 'admin@example.com' }],
    ['cloud/prod-cloud', 'collaborator', { user: 'User1@example.com' }],
    ['cloud/prod-cloud', 'readonly', { group: 'Engineering' }],
    ['cloud/staging-cloud', 'owner', { user: 'User1@example.com' }],
    [
      'project/prod-cloud/proj-1',
      'collaborator',
      { user: 'User1@example.com' },
    ],
    ['project/prod-cloud/proj-1', 'readonly', { group: 'Engineering' }],
    ['cloud/dev-cloud', 'collaborator', { user: 'user2@example.com' }],
    ['cloud/prod-cloud', 'readonly', { user: 'user2@example.com' }],
    ['cloud/dev-cloud', 'owner', { user: 'orphan-user@example.com' }],
    ['cloud/prod-cloud', 'owner', { serviceAccount: 'ci-bot' }],
  ],
};

/** Change rows as people read them. */
function lines(changes: PlanChange[]): string[] {
  return changes.map(
    ({ user, resource, oldRole, newRole }) =>
      `${user.email} ${resource.ref}: ${oldRole ?? '(none)'} -> ${
        newRole ?? '(removed)'
      }`,
  );
}

function emails(removals: PlanRemoval[]): string[] {
  return removals.map(({ user }) => user.email);
}

/** Everything that a plan can change, as stored. */
async function stored(database: ScimDatabase) {
  const { knex } = database;
  return {
    bindings: await knex('bindings').orderBy('id'),
    users: await knex('users').orderBy('id'),
    revision: (await knex('organization').first()).revision,
  };
}

function applied(
  enforcement: EnforcementService,
  plan: { id: string; fingerprint: string },
) {
  return enforcement.apply(plan.id, {
    fingerprint: plan.fingerprint,
    operationId: randomUUID(),
    actor,
  });
}

describe('EnforcementService', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(
      world: WorldDescription,
      settings?: Partial<EnforcementSettings>,
    ) {
      const database = await databases.create(id);
      await buildWorld(database, world);
      return { database, ...(await createTestEnforcement(database, settings)) };
    }

    describe('a plan', () => {
      it('lists only what really changes, by email, then in the order of the model', async () => {
        const { enforcement } = await start(documented);

        const plan = await enforcement.createPlan({ actor });

        const { items } = await enforcement.listChanges(plan.id, all);
        expect(lines(items)).toEqual([
          'User1@example.com cloud/prod-cloud: collaborator -> readonly',
          'User1@example.com cloud/staging-cloud: owner -> (removed)',
          'User1@example.com project/prod-cloud/proj-1: collaborator -> readonly',
          'User1@example.com organization: owner -> collaborator',
          'user2@example.com cloud/dev-cloud: collaborator -> (removed)',
        ]);
        const removals = await enforcement.listRemovals(plan.id, all);
        expect(removals.items).toEqual([
          {
            user: expect.objectContaining({ email: 'orphan-user@example.com' }),
            bindings: 1,
          },
        ]);
        expect(plan).toMatchObject({
          formatVersion: '1.0',
          kind: 'enforce',
          status: 'ready',
          organization: 'Example',
          revision: 1,
          createdBy: actor,
          counts: {
            users: 4,
            usersChanged: 2,
            changes: 5,
            usersRemoved: 1,
            bindings: 8,
          },
          exempt: [],
        });
      });
    });

    describe('applying', () => {
      it('does what the plan says and reports it from the records', async () => {
        const { database, enforcement, runs } = await start(documented);
        const before = await stored(database);
        const plan = await enforcement.createPlan({ actor });
        expect((await stored(database)).revision).toBe(before.revision);

        const run = await applied(enforcement, plan);

        const after = await stored(database);
        expect(after.bindings).toEqual(
          before.bindings.filter(binding => binding.user_id === null),
        );
        expect(after.revision).toBe(before.revision + 1);
        expect(run).toMatchObject({ planId: plan.id, counts: plan.counts });
        expect(await enforcement.listRunChanges(run.id, all)).toEqual(
          await enforcement.listChanges(plan.id, all),
        );
        expect(
          emails((await enforcement.listRunRemovals(run.id, all)).items),
        ).toEqual(['orphan-user@example.com']);
        expect(runs).toEqual([{ runId: run.id, kind: 'enforce' }]);
      });
    });
  });
});
