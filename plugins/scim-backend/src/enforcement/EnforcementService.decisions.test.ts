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
import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld } from './__testUtils__/buildWorld';
import {
  createTestEnforcement,
  TestSettings,
} from './__testUtils__/createTestEnforcement';
import { documentedWorld } from './__testUtils__/documentedWorld';
import { stored } from './__testUtils__/readable';

jest.setTimeout(60_000);

const mara = 'user:default/mara';
const noor = 'user:default/noor';
const omar = 'user:default/omar';

/** So strict that the documented world is too much: 3 of 4 people. */
const strict = { guards: { effectiveLoss: { percentage: 10, people: 1 } } };

describe('What people decide about a plan', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function planned(settings: TestSettings) {
      const database = await databases.create(id);
      await buildWorld(database, documentedWorld);
      const service = await createTestEnforcement(database, settings);
      const { enforcement } = service;
      const plan = await enforcement.createPlan({ actor: mara });
      const apply = (actor: string) =>
        enforcement.apply(plan.id, {
          fingerprint: plan.fingerprint,
          operationId: randomUUID(),
          actor,
        });
      const override = (
        request: Partial<Parameters<typeof enforcement.overrideGuard>[1]> = {},
      ) =>
        enforcement.overrideGuard(plan.id, {
          guard: 'effective-loss',
          affectedUsers: plan.affectedUsers,
          reason: 'Agreed in the change meeting.',
          actor: noor,
          ...request,
        });
      const approve = (actor: string, fingerprint = plan.fingerprint) =>
        enforcement.approvePlan(plan.id, { fingerprint, actor });
      const audited = async (action: string) =>
        (await database.knex('audit_log').where({ action })).map(entry => ({
          ...entry,
          detail: JSON.parse(entry.detail),
        }));
      return { ...service, database, plan, apply, override, approve, audited };
    }

    describe('an override', () => {
      it('lets this plan pass, says who and why, and is audited', async () => {
        const { plan, apply, override, audited } = await planned(strict);
        expect(plan.affectedUsers).toBe(3);
        await expect(apply(mara)).rejects.toMatchObject({
          name: 'GuardRefusedError',
          guards: [{ guard: 'effective-loss' }],
        });

        const { guards } = await override();
        const run = await apply(mara);

        expect(
          guards.find(({ guard }) => guard === 'effective-loss'),
        ).toMatchObject({
          outcome: 'block',
          overridden: { by: noor, reason: 'Agreed in the change meeting.' },
        });
        expect(run.counts.usersChanged).toBe(2);
        expect(await audited('enforcement.override')).toMatchObject([
          {
            actor: noor,
            target: plan.id,
            detail: {
              guard: 'effective-loss',
              affectedUsers: 3,
              reason: 'Agreed in the change meeting.',
            },
          },
        ]);
      });

      it('holds for no other plan', async () => {
        const { enforcement, override } = await planned(strict);
        await override();

        const other = await enforcement.createPlan({ actor: mara });

        await expect(
          enforcement.apply(other.id, {
            fingerprint: other.fingerprint,
            operationId: randomUUID(),
            actor: mara,
          }),
        ).rejects.toMatchObject({ name: 'GuardRefusedError' });
      });

      it('does not hold once the guard counts something else', async () => {
        const { database, override, apply } = await planned({
          guards: {
            directoryHealth: {
              pushExpectedWithinMs: 1000,
              emptiedWithinMs: 60 * 60 * 1000,
              deactivatedPercentage: 5,
              deactivatedPeople: 10,
            },
          },
        });
        await expect(
          override({ guard: 'directory-health' }),
        ).rejects.toMatchObject({ reason: 'not-blocking' });
        // No write that raises the revision: only the guard sees it.
        const { id: group } = await database
          .knex('groups')
          .where({ display_name: 'Engineering' })
          .first('id');
        await database.knex('emptied_groups').insert({
          group_id: group,
          emptied_at: new Date().toISOString(),
        });

        await expect(apply(mara)).rejects.toMatchObject({
          name: 'GuardRefusedError',
          guards: [{ guard: 'directory-health' }],
        });
      });

      it.each([
        ['another number', { affectedUsers: 2 }, 'number', /another number/],
        [
          'a guard that there is not',
          { guard: 'x' },
          'unknown-guard',
          /no guard 'x'; there is owners-left/,
        ],
        [
          'a guard that does not block',
          { guard: 'owners-left' },
          'not-blocking',
          /nothing to override/,
        ],
      ])(
        'is refused with %s, and changes nothing',
        async (_, request, reason, message) => {
          const { database, override, plan, enforcement } = await planned(
            strict,
          );
          const before = await stored(database);

          await expect(override(request)).rejects.toMatchObject({
            name: 'OverrideRefusedError',
            statusCode: 422,
            reason,
            message: expect.stringMatching(message),
          });

          expect(await stored(database)).toEqual(before);
          expect(await enforcement.getPlan(plan.id)).toEqual(plan);
        },
      );

      it('does not give the number away to who guesses', async () => {
        const { override } = await planned(strict);

        const { message } = await override({ affectedUsers: 7 }).catch(e => e);

        expect(message.replaceAll(/'[^']*'/g, '')).not.toMatch(/\d/);
      });

      it.each([[''], ['  '], ['x'.repeat(1001)], ['a\0b']])(
        'is refused with the reason %j',
        async reason => {
          const { override } = await planned(strict);

          await expect(override({ reason })).rejects.toMatchObject({
            name: 'InputError',
          });
        },
      );

      it('is refused where only a setting helps', async () => {
        const { override } = await planned({ permissionsEnabled: false });

        await expect(
          override({ guard: 'permission-framework' }),
        ).rejects.toMatchObject({ reason: 'not-overridable' });
      });
    });

    describe('an approval', () => {
      const settings = { approvalsRequired: 1 };

      it('is needed if the settings say so, and can come from anybody but who made the plan', async () => {
        const { plan, approve, apply, audited } = await planned(settings);
        expect(plan.approvals).toEqual({ required: 1, given: [] });
        await expect(apply(mara)).rejects.toMatchObject({
          name: 'ApprovalRequiredError',
          statusCode: 409,
          approvals: { required: 1, given: [] },
        });

        const approved = await approve(noor);
        const run = await apply(mara);

        expect(approved.approvals?.given).toMatchObject([{ by: noor }]);
        expect(run.appliedBy).toBe(mara);
        expect(await audited('enforcement.approve')).toMatchObject([
          { actor: noor, target: plan.id },
        ]);
      });

      it.each([
        ['who made the plan', [mara], 'requester'],
        ['who made it, spelt otherwise', ['User:default/Mara'], 'requester'],
        ['somebody a second time', [noor, noor], 'twice'],
      ])('is refused from %s', async (_, actors, reason) => {
        const { approve, plan, enforcement } = await planned(settings);
        const last = actors.pop()!;
        for (const actor of actors) {
          await approve(actor);
        }
        const before = await enforcement.getPlan(plan.id);

        await expect(approve(last)).rejects.toMatchObject({
          name: 'ApprovalRefusedError',
          statusCode: 403,
          reason,
        });

        expect(await enforcement.getPlan(plan.id)).toEqual(before);
      });

      it('is refused with another fingerprint', async () => {
        const { approve } = await planned(settings);

        await expect(approve(noor, 'f'.repeat(64))).rejects.toMatchObject({
          name: 'ConflictError',
        });
      });

      it('is refused once something changed', async () => {
        const { approve, database } = await planned(settings);
        await database.write(async change => change.mark());

        await expect(approve(noor)).rejects.toMatchObject({
          name: 'StalePlanError',
        });
      });

      it('is needed from as many people as the settings say', async () => {
        const { approve, apply } = await planned({ approvalsRequired: 2 });
        await approve(noor);
        await expect(apply(mara)).rejects.toMatchObject({
          message: expect.stringContaining('one more person'),
        });

        await approve(omar);

        expect((await apply(noor)).appliedBy).toBe(noor);
      });

      it('does not count once a guard was overridden after it', async () => {
        const { approve, override, apply } = await planned({
          ...settings,
          ...strict,
        });
        await approve(noor);

        const { approvals } = await override({ actor: noor });

        expect(approvals?.given).toEqual([]);
        await expect(apply(mara)).rejects.toMatchObject({
          name: 'ApprovalRequiredError',
        });
      });
    });
  });
});
