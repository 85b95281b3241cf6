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

import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { PlanDifference } from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld, WorldDescription } from './__testUtils__/buildWorld';
import {
  createTestEnforcement,
  TestSettings,
} from './__testUtils__/createTestEnforcement';
import { documentedWorld } from './__testUtils__/documentedWorld';
import { emails, lines, stored } from './__testUtils__/readable';

jest.setTimeout(60_000);

const all = { limit: 1000 };
const actor = 'service:test';

describe('Applying a plan', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(world: WorldDescription, settings?: TestSettings) {
      const database = await databases.create(id);
      await buildWorld(database, world);
      return { database, ...(await createTestEnforcement(database, settings)) };
    }

    async function planned(settings?: TestSettings) {
      const started = await start(documentedWorld, settings);
      const plan = await started.enforcement.createPlan({ actor });
      const request = () => ({
        fingerprint: plan.fingerprint,
        operationId: randomUUID() as string,
        actor,
      });
      return { ...started, plan, request };
    }

    it('does what the plan says and reports it from the records', async () => {
      const { database, enforcement, runs, plan, request } = await planned();

      const run = await enforcement.apply(plan.id, request());

      expect(run).toMatchObject({
        formatVersion: '1.0',
        planId: plan.id,
        kind: 'enforce',
        appliedBy: actor,
        counts: plan.counts,
      });
      expect(await enforcement.listRunChanges(run.id, all)).toEqual(
        await enforcement.listChanges(plan.id, all),
      );
      const removals = await enforcement.listRunRemovals(run.id, all);
      expect(emails(removals.items)).toEqual(['orphan-user@example.com']);
      expect(await enforcement.getRun(run.id)).toEqual(run);
      expect((await enforcement.listRuns(all)).items).toEqual([run]);
      expect((await enforcement.getPlan(plan.id)).status).toBe('applied');
      expect(runs).toEqual([{ runId: run.id, kind: 'enforce' }]);
      const { users } = await stored(database);
      expect(
        users.filter(user => !user.member).map(user => user.email),
      ).toEqual(['orphan-user@example.com']);
    });

    it('leaves the bindings of groups, service accounts and portal roles untouched', async () => {
      const { database, enforcement, plan, request } = await planned();
      const before = await stored(database);

      await enforcement.apply(plan.id, request());

      expect((await stored(database)).bindings).toEqual(
        before.bindings.filter(binding => binding.user_id === null),
      );
    });

    it('takes the longest names of resources that an access file may have', async () => {
      const cloud = 'c'.repeat(200);
      const project = 'p'.repeat(200);
      const { enforcement } = await start({
        clouds: { [cloud]: [project] },
        users: ['mara@example.com'],
        groups: [{ name: 'Engineering', users: ['mara@example.com'] }],
        bindings: [
          [
            `project/${cloud}/${project}`,
            'owner',
            { user: 'mara@example.com' },
          ],
        ],
      });
      const plan = await enforcement.createPlan({ actor });

      const run = await enforcement.apply(plan.id, {
        fingerprint: plan.fingerprint,
        operationId: 'operation',
        actor,
      });

      expect(run.counts.bindings).toBe(1);
    });

    it('raises the revision once and tells the catalog who is gone', async () => {
      const { database, enforcement, plan, request } = await planned();

      await enforcement.apply(plan.id, request());

      expect((await stored(database)).revision).toBe(plan.revision + 1);
      expect(await database.knex('change_feed')).toEqual([
        expect.objectContaining({
          revision: plan.revision + 1,
          kind: 'user',
          entity_name: 'orphan-user',
        }),
      ]);
    });

    it('writes one entry to the audit log', async () => {
      const { database, enforcement, plan, request } = await planned();

      const run = await enforcement.apply(plan.id, request());

      const entries = await database.knex('audit_log').orderBy('seq');
      expect(entries).toEqual([
        expect.objectContaining({
          action: 'enforcement.plan',
          target: plan.id,
        }),
        expect.objectContaining({
          action: 'enforcement.apply',
          actor,
          target: run.id,
        }),
      ]);
      expect(JSON.parse(entries[1].detail)).toMatchObject({
        plan: plan.id,
        counts: run.counts,
      });
    });

    it('leaves nothing to change for a second plan', async () => {
      const { database, enforcement, plan, request } = await planned();
      await enforcement.apply(plan.id, request());
      const before = await stored(database);

      const second = await enforcement.createPlan({ actor });
      await enforcement.apply(second.id, {
        ...request(),
        fingerprint: second.fingerprint,
      });

      expect(second.counts).toMatchObject({
        changes: 0,
        usersRemoved: 0,
        bindings: 0,
      });
      expect(await stored(database)).toEqual(before);
    });

    it('returns the run of the first try to a retry with its operation id', async () => {
      const { database, enforcement, runs, plan, request } = await planned();
      const once = request();
      const run = await enforcement.apply(plan.id, once);
      const after = await stored(database);

      expect(await enforcement.apply(plan.id, once)).toEqual(run);

      expect(await stored(database)).toEqual(after);
      expect(runs).toHaveLength(1);
    });

    it('refuses a plan that was used, and names the run', async () => {
      const { enforcement, plan, request } = await planned();
      const run = await enforcement.apply(plan.id, request());

      await expect(enforcement.apply(plan.id, request())).rejects.toMatchObject(
        {
          name: 'ConflictError',
          message: expect.stringContaining(
            `already applied, by run '${run.id}'`,
          ),
        },
      );
    });

    it('refuses the operation id of another plan', async () => {
      const { enforcement, plan, request } = await planned();
      const once = request();
      await enforcement.apply(plan.id, once);
      const other = await enforcement.createPlan({ actor });

      await expect(
        enforcement.apply(other.id, {
          ...once,
          fingerprint: other.fingerprint,
        }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('belongs to another plan'),
      });
    });

    it.each([[''], ['x'.repeat(256)], ['a\0b']])(
      'refuses the operation id %j',
      async operationId => {
        const { enforcement, plan, request } = await planned();

        await expect(
          enforcement.apply(plan.id, { ...request(), operationId }),
        ).rejects.toMatchObject({ name: 'InputError' });
      },
    );

    it('refuses another fingerprint and changes nothing', async () => {
      const { database, enforcement, plan, request } = await planned();
      const before = await stored(database);

      await expect(
        enforcement.apply(plan.id, {
          ...request(),
          fingerprint: 'f'.repeat(64),
        }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('fingerprint'),
      });

      expect(await stored(database)).toEqual(before);
    });

    it('refuses a plan that has expired and changes nothing', async () => {
      const { database, enforcement, plan, request } = await planned({
        planLifetimeMs: 1,
      });
      const before = await stored(database);

      await expect(enforcement.apply(plan.id, request())).rejects.toMatchObject(
        {
          name: 'StalePlanError',
          statusCode: 409,
          reason: 'expired',
        },
      );

      expect(await stored(database)).toEqual(before);
    });

    it('refuses a plan after any write, shows what changed and changes nothing', async () => {
      const { database, enforcement, plan, request } = await planned();
      await database.write(async change => {
        const { tx } = change;
        const { id: user } = await tx('users')
          .where({ email: 'orphan-user@example.com' })
          .first('id');
        const { id: group } = await tx('groups')
          .where({ display_name: 'Engineering' })
          .first('id');
        await tx('group_members').insert({ group_id: group, user_id: user });
        await tx('bindings')
          .whereIn(
            'resource_id',
            tx('resources').where({ ref: 'organization' }).select('id'),
          )
          .whereNotNull('user_id')
          .delete();
        change.mark();
      });
      const before = await stored(database);

      const refusal = await enforcement
        .apply(plan.id, request())
        .then(() => undefined)
        .catch(error => error);

      expect(refusal).toMatchObject({
        name: 'StalePlanError',
        statusCode: 409,
        reason: 'changed',
      });
      const difference: PlanDifference = refusal.difference;
      expect(difference).toMatchObject({
        added: { changes: 1, removals: 0 },
        gone: { changes: 1, removals: 1 },
      });
      expect(lines(difference.examples.added.changes)).toEqual([
        'orphan-user@example.com cloud/dev-cloud: owner -> (removed)',
      ]);
      expect(lines(difference.examples.gone.changes)).toEqual([
        'User1@example.com organization: owner -> collaborator',
      ]);
      expect(emails(difference.examples.gone.removals)).toEqual([
        'orphan-user@example.com',
      ]);
      expect(await stored(database)).toEqual(before);
    });

    it('refuses a plan even if what was written makes no difference to it', async () => {
      const { database, enforcement, plan, request } = await planned();
      await database.write(async change => change.mark());

      await expect(enforcement.apply(plan.id, request())).rejects.toMatchObject(
        {
          name: 'StalePlanError',
          difference: {
            added: { changes: 0, removals: 0 },
            gone: { changes: 0, removals: 0 },
          },
        },
      );
    });

    it.each<[string, (knex: Knex) => Promise<unknown>]>([
      ['nobody was in a group', knex => knex('group_members').delete()],
      [
        'a direct role binding was made',
        async knex => {
          const { id: _, ...copied } = await knex('bindings')
            .whereNotNull('user_id')
            .first();
          const { id: user } = await knex('users')
            .where({ email: 'orphan-user@example.com' })
            .first('id');
          await knex('bindings').insert({ ...copied, user_id: user });
        },
      ],
      [
        'a direct role binding became another one',
        knex =>
          knex('bindings').whereNotNull('user_id').update({ role: 'readonly' }),
      ],
      [
        'the role binding of a group became another one',
        knex =>
          knex('bindings')
            .whereNotNull('group_id')
            .update({ created_at: '2026-03-03T00:00:00.000Z' }),
      ],
    ])(
      'refuses a plan if %s since, although the revision did not say so',
      async (_, change) => {
        const { database, enforcement, plan, request } = await planned();
        await change(database.knex);
        const before = await stored(database);

        await expect(
          enforcement.apply(plan.id, request()),
        ).rejects.toMatchObject({ name: 'StalePlanError' });

        expect(await stored(database)).toEqual(before);
      },
    );

    it.each([
      ['does not say what it was made from', () => null],
      [
        'says it in another way',
        (basis: string) =>
          JSON.stringify({ ...JSON.parse(basis), version: undefined }),
      ],
    ])('refuses a plan of another version, which %s', async (_, earlier) => {
      const { database, enforcement, plan, request } = await planned();
      const { knex } = database;
      const { basis } = await knex('enforcement_plans').first();
      await knex('enforcement_plans').update({ basis: earlier(basis) });

      await expect(enforcement.apply(plan.id, request())).rejects.toMatchObject(
        {
          name: 'StalePlanError',
          message: expect.stringContaining('another version'),
        },
      );
      await expect(
        enforcement.approvePlan(plan.id, {
          fingerprint: plan.fingerprint,
          actor: 'user:default/second',
        }),
      ).rejects.toMatchObject({
        message: expect.stringContaining('another version'),
      });
      expect((await enforcement.getPlan(plan.id)).status).toBe('stale');
    });

    const update = (table: string, values: object) => (knex: Knex) =>
      knex(table).update(values);
    const merge =
      (column: 'summary' | 'basis', values: object) => async (knex: Knex) => {
        const { [column]: written } = await knex('enforcement_plans').first();
        const merged = JSON.stringify({ ...JSON.parse(written), ...values });
        await knex('enforcement_plans').update({ [column]: merged });
      };
    it.each<[string, (knex: Knex) => Promise<unknown>]>([
      ['its changes', update('plan_change_pages', { rows: '[]' })],
      ['its names', update('plan_name_pages', { details: '{}' })],
      ['its removals', update('enforcement_removals', { detail: '{}' })],
      [
        'what it skips',
        async knex => {
          const { id: plan } = await knex('enforcement_plans').first('id');
          const row = { plan_id: plan, position: -1, search_key: '' };
          await knex('plan_skipped').insert({ ...row, detail: '{}' });
        },
      ],
      ['its kind', update('enforcement_plans', { kind: 'rollback' })],
      [
        'its scope',
        update('enforcement_plans', {
          scope: '{"type":"source","source":"other"}',
        }),
      ],
      [
        'its maker',
        update('enforcement_plans', { created_by: 'user:default/somebody' }),
      ],
      [
        'its end',
        update('enforcement_plans', { expires_at: '2999-01-01T00:00:00.000Z' }),
      ],
      ['its digest', update('enforcement_plans', { rows_digest: null })],
      [
        'a number that guards judge by',
        merge('summary', { counts: { usersChanged: 0, usersRemoved: 0 } }),
      ],
      [
        'the administrators that guards judge by',
        merge('basis', { administrators: { before: 9, after: 9, derived: 9 } }),
      ],
    ])('refuses a plan if %s changed in the database', async (_, change) => {
      const { database, enforcement, plan, request } = await planned();
      await change(database.knex);
      const before = await stored(database);

      await expect(enforcement.apply(plan.id, request())).rejects.toMatchObject(
        {
          name: 'ConflictError',
          message: expect.stringContaining('was changed in the database'),
        },
      );

      expect(await stored(database)).toEqual(before);
    });

    it('tells what became of an operation', async () => {
      const { enforcement, plan, request } = await planned();
      const once = request();
      expect(await enforcement.getOperation(once.operationId)).toEqual({
        operationId: once.operationId,
        status: 'not-applied',
      });
      const phases: string[] = [];
      enforcement.watchProgress(once.operationId, ({ phase }) =>
        phases.push(phase),
      );

      const run = await enforcement.apply(plan.id, once);

      expect(await enforcement.getOperation(once.operationId)).toEqual({
        operationId: once.operationId,
        status: 'applied',
        run,
      });
      expect(phases).toEqual([
        'checking',
        'removing',
        'memberships',
        'verifying',
        'recording',
        'done',
      ]);
    });

    it('refuses a plan if somebody was made exempt since', async () => {
      const { database, plan, request } = await planned();
      const restarted = await createTestEnforcement(database, {
        exemptUsers: ['user2@example.com'],
      });

      await expect(
        restarted.enforcement.apply(plan.id, request()),
      ).rejects.toMatchObject({ name: 'StalePlanError' });
    });

    it('lets one of several concurrent tries through', async () => {
      const { database, enforcement, runs, plan, request } = await planned();

      const tries = await Promise.allSettled(
        Array.from({ length: 5 }, () => enforcement.apply(plan.id, request())),
      );

      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(
        1,
      );
      const refusals = tries.flatMap(one =>
        one.status === 'rejected' ? [one.reason.name] : [],
      );
      expect(new Set([...refusals, 'ConflictError'])).toEqual(
        new Set(['ConflictError']),
      );
      expect(await database.knex('enforcement_runs')).toHaveLength(1);
      expect(
        await database.knex('audit_log').where({ action: 'enforcement.apply' }),
      ).toHaveLength(1);
      expect(runs).toHaveLength(1);
    });

    it('gives concurrent retries of one operation the same run', async () => {
      const { enforcement, runs, plan, request } = await planned();
      const once = request();

      const answers = await Promise.all(
        Array.from({ length: 5 }, () => enforcement.apply(plan.id, once)),
      );

      expect(new Set(answers.map(run => run.id)).size).toBe(1);
      expect(runs).toHaveLength(1);
    });

    it('changes nothing at all if it does not do exactly what the plan says', async () => {
      const { database, enforcement, plan, request } = await planned();
      const before = await stored(database);
      // A fault in the middle: the record of ended memberships cannot be kept.
      await database.knex.schema.dropTable('run_memberships');

      await expect(enforcement.apply(plan.id, request())).rejects.toMatchObject(
        {
          message: expect.stringContaining('run_memberships'),
        },
      );

      expect(await stored(database)).toEqual(before);
      expect(await database.knex('run_bindings')).toEqual([]);
      expect(await database.knex('enforcement_runs')).toEqual([]);
      expect((await enforcement.getPlan(plan.id)).status).toBe('ready');
    });
  });
});
