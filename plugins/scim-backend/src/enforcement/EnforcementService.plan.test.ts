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

import { createDeferred } from '@backstage/types';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { testDatabases } from '../__testUtils__/testDatabases';
import { LocalAccessSource } from '../access/localSource';
import type { ScimDatabase } from '../database';
import { buildWorld, WorldDescription } from './__testUtils__/buildWorld';
import {
  createTestEnforcement,
  TestSettings,
} from './__testUtils__/createTestEnforcement';
import { documentedWorld } from './__testUtils__/documentedWorld';
import { emails, lines, stored } from './__testUtils__/readable';
import { PlanJudging } from './PlanJudging';

jest.setTimeout(60_000);

const all = { limit: 1000 };
const actor = 'service:test';

/** Row ids of the plans of which something is stored. */
async function leftovers({ knex }: ScimDatabase): Promise<number[]> {
  const tables = [
    'plan_change_pages',
    'plan_name_pages',
    'enforcement_removals',
    'plan_skipped',
  ];
  const ids = await knex('enforcement_plans').pluck('id');
  for (const table of tables) {
    ids.push(...(await knex(table).pluck('plan_id')));
  }
  return ids;
}

describe('A plan to enforce groups', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(world: WorldDescription, settings?: TestSettings) {
      const database = await databases.create(id);
      await buildWorld(database, world);
      return { database, ...(await createTestEnforcement(database, settings)) };
    }

    async function changes(world: WorldDescription) {
      const { enforcement } = await start(world);
      const plan = await enforcement.createPlan({ actor });
      return (await enforcement.listChanges(plan.id, all)).items;
    }

    it('lists only what really changes, by email, then in the order of the model', async () => {
      const { enforcement } = await start(documentedWorld);

      const plan = await enforcement.createPlan({ actor });

      const { items } = await enforcement.listChanges(plan.id, all);
      expect(lines(items)).toEqual([
        'User1@example.com cloud/prod-cloud: collaborator -> readonly',
        'User1@example.com cloud/staging-cloud: owner -> (removed)',
        'User1@example.com project/prod-cloud/proj-1: collaborator -> readonly',
        'User1@example.com organization: owner -> collaborator',
        'user2@example.com cloud/dev-cloud: collaborator -> (removed)',
      ]);
      expect((await enforcement.listRemovals(plan.id, all)).items).toEqual([
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

    it('changes nobody’s access, nor the revision', async () => {
      const { database, enforcement } = await start(documentedWorld);
      const before = await stored(database);

      await enforcement.createPlan({ actor });

      expect(await stored(database)).toEqual(before);
    });

    it('is the same plan whenever it is made of the same world', async () => {
      const { enforcement } = await start(documentedWorld);

      const first = await enforcement.createPlan({ actor });
      const second = await enforcement.createPlan({ actor });

      expect(second.id).not.toBe(first.id);
      expect(second.fingerprint).toBe(first.fingerprint);
    });

    it('names every source that goes and every source that stays', async () => {
      const [row] = await changes({
        clouds: { prod: [] },
        users: ['mara@example.com'],
        groups: [
          { name: 'Team', users: ['mara@example.com'] },
          { name: 'Department', groups: ['Team'] },
        ],
        portalRoles: { 'scim:reader': ['mara@example.com'] },
        bindings: [
          ['cloud/prod', 'owner', { user: 'mara@example.com' }],
          ['cloud/prod', 'readonly', { user: 'mara@example.com' }],
          ['cloud/prod', 'collaborator', { group: 'Department' }],
          ['cloud/prod', 'readonly', { portalRole: 'scim:reader' }],
        ],
      });

      expect(row).toMatchObject({ oldRole: 'owner', newRole: 'collaborator' });
      expect(row.lost).toEqual([
        { role: 'owner', origin: { type: 'direct' } },
        { role: 'readonly', origin: { type: 'direct' } },
      ]);
      expect(row.kept).toEqual([
        {
          role: 'collaborator',
          origin: {
            type: 'group',
            group: expect.objectContaining({ displayName: 'Department' }),
            path: ['Team', 'Department'],
          },
        },
        {
          role: 'readonly',
          origin: expect.objectContaining({
            type: 'portalRole',
            name: 'scim:reader',
          }),
        },
      ]);
    });

    it('shows the role of every member when a stronger one goes', async () => {
      const [row] = await changes({
        users: ['mara@example.com'],
        groups: [{ name: 'Team', users: ['mara@example.com'] }],
        bindings: [['organization', 'owner', { user: 'mara@example.com' }]],
      });

      expect(lines([row])).toEqual([
        'mara@example.com organization: owner -> collaborator',
      ]);
      expect(row.kept).toEqual([
        { role: 'collaborator', origin: { type: 'baseline' } },
      ]);
    });

    it.each([
      ['is not linked', { linked: false }],
      ['has a paused connection', { connection: 'paused' }],
      ['has a pending connection', { connection: 'pending' }],
    ])('does not count a group that %s', async (_, state) => {
      const { enforcement } = await start({
        connections: { paused: 'paused', pending: 'pending' },
        users: ['mara@example.com'],
        groups: [{ name: 'Team', users: ['mara@example.com'], ...state }],
      });

      const plan = await enforcement.createPlan({ actor });

      const { items } = await enforcement.listRemovals(plan.id, all);
      expect(emails(items)).toEqual(['mara@example.com']);
    });

    it('counts ten levels of nested groups and no more', async () => {
      const world = (levels: number): WorldDescription => ({
        clouds: { prod: [] },
        users: ['mara@example.com'],
        groups: Array.from({ length: levels }, (_, level) => ({
          name: `Level ${level + 1}`,
          users: level === 0 ? ['mara@example.com'] : [],
          groups: level === 0 ? [] : [`Level ${level}`],
        })),
        bindings: [
          ['cloud/prod', 'owner', { user: 'mara@example.com' }],
          ['cloud/prod', 'readonly', { group: `Level ${levels}` }],
        ],
      });

      expect(lines(await changes(world(10)))).toEqual([
        'mara@example.com cloud/prod: owner -> readonly',
      ]);
      expect(lines(await changes(world(11)))).toEqual([
        'mara@example.com cloud/prod: owner -> (removed)',
      ]);
    });

    it('is not troubled by groups in a circle', async () => {
      const [row] = await changes({
        clouds: { prod: [] },
        users: ['mara@example.com'],
        groups: [
          { name: 'A', users: ['mara@example.com'], groups: ['C', 'A'] },
          { name: 'B', groups: ['A'] },
          { name: 'C', groups: ['B'] },
        ],
        bindings: [
          ['cloud/prod', 'owner', { user: 'mara@example.com' }],
          ['cloud/prod', 'readonly', { group: 'C' }],
        ],
      });

      expect(lines([row])).toEqual([
        'mara@example.com cloud/prod: owner -> readonly',
      ]);
      expect(row.kept[0].origin).toMatchObject({ path: ['A', 'B', 'C'] });
    });

    it('tells two projects of one name apart by their clouds', async () => {
      const rows = await changes({
        clouds: { west: ['web'], east: ['web', 'api'] },
        users: ['mara@example.com'],
        groups: [{ name: 'Team', users: ['mara@example.com'] }],
        bindings: [
          ['project/west/web', 'owner', { user: 'mara@example.com' }],
          ['project/east/web', 'owner', { user: 'mara@example.com' }],
          ['project/east/api', 'owner', { user: 'mara@example.com' }],
        ],
      });

      expect(rows.map(({ resource }) => resource.label)).toEqual([
        'api',
        'east/web',
        'west/web',
      ]);
    });

    it('leaves exempt people and their memberships alone, and lists them', async () => {
      const { database, enforcement } = await start(
        {
          clouds: { prod: [] },
          users: ['rescue@example.com', 'mara@example.com'],
          bindings: [
            ['organization', 'owner', { user: 'rescue@example.com' }],
            ['cloud/prod', 'owner', { user: 'mara@example.com' }],
          ],
        },
        { exemptUsers: ['Rescue@Example.com'] },
      );

      const plan = await enforcement.createPlan({ actor });
      await enforcement.apply(plan.id, {
        fingerprint: plan.fingerprint,
        operationId: randomUUID(),
        actor,
      });

      expect(plan.exempt.map(user => user.email)).toEqual([
        'rescue@example.com',
      ]);
      expect(plan.counts).toMatchObject({ bindings: 1, usersRemoved: 1 });
      const after = await stored(database);
      expect(after.bindings).toEqual([
        expect.objectContaining({ role: 'owner' }),
      ]);
      expect(
        after.users.map(user => [user.email, Boolean(user.member)]),
      ).toEqual([
        ['rescue@example.com', true],
        ['mara@example.com', false],
      ]);
    });

    it('takes the bindings of people who are inactive, without change rows', async () => {
      const { enforcement } = await start({
        clouds: { prod: [] },
        users: [
          { email: 'left@example.com', active: false },
          { email: 'ended@example.com', member: false },
        ],
        bindings: [
          ['cloud/prod', 'owner', { user: 'left@example.com' }],
          ['cloud/prod', 'owner', { user: 'ended@example.com' }],
        ],
      });

      const plan = await enforcement.createPlan({ actor });

      expect(plan.counts).toEqual({
        users: 0,
        usersChanged: 0,
        changes: 0,
        usersRemoved: 0,
        bindings: 2,
      });
    });

    it('counts on each resource who is reduced and who loses everything', async () => {
      const { enforcement } = await start(documentedWorld);

      const { impact } = await enforcement.createPlan({ actor });

      expect(
        impact.map(({ resource, reduced, removed }) => [
          resource.ref,
          reduced,
          removed,
        ]),
      ).toEqual([
        ['cloud/dev-cloud', 0, 2],
        ['organization', 1, 1],
        ['cloud/prod-cloud', 1, 0],
        ['cloud/staging-cloud', 0, 1],
        ['project/prod-cloud/proj-1', 1, 0],
      ]);
    });

    it('is listed page by page', async () => {
      const { enforcement } = await start(documentedWorld);
      const plan = await enforcement.createPlan({ actor });
      const whole = await enforcement.listChanges(plan.id, all);

      const walked = [];
      let page = await enforcement.listChanges(plan.id, { limit: 2 });
      walked.push(...page.items);
      while (page.next) {
        expect(page.totalItems).toBe(5);
        page = await enforcement.listChanges(plan.id, {
          limit: 2,
          after: page.next,
        });
        walked.push(...page.items);
      }

      expect(walked).toEqual(whole.items);
    });

    it.each([
      ['STAGING', 1],
      ['user2@', 1],
      ['user1', 4],
      ['%', 0],
      ['proj_1', 0],
    ])('is searched for %s', async (search, count) => {
      const { enforcement } = await start(documentedWorld);
      const plan = await enforcement.createPlan({ actor });

      const found = await enforcement.listChanges(plan.id, { ...all, search });

      expect(found.items).toHaveLength(count);
      expect(found.totalItems).toBe(count);
    });

    it('calls people what they were called when it was made', async () => {
      const { database, enforcement } = await start({
        ...documentedWorld,
        users: documentedWorld.users?.map(email =>
          email === 'User1@example.com'
            ? { email, name: 'Élodie\nÅngström' }
            : email,
        ),
      });
      const { knex } = database;
      await knex('connections').insert({
        uuid: randomUUID(),
        name: 'Okta',
        provider: 'okta',
        status: 'active',
        configured: false,
        created_at: '2026-01-01T00:00:00.000Z',
      });
      await knex('users')
        .where({ user_name: 'User1@example.com' })
        .update({
          connection_id: knex('connections').select('id'),
          catalog_ref: 'user:elsewhere/elodie',
        });
      const plan = await enforcement.createPlan({ actor });
      await knex('users').where({ active: true }).delete();

      const search = async (text: string) =>
        (await enforcement.listChanges(plan.id, { ...all, search: text }))
          .items;
      const found = await search('ÉLODIE ÅNG');
      expect(found).toHaveLength(4);
      expect(found[0].user).toEqual({
        id: expect.any(String),
        userName: 'User1@example.com',
        email: 'User1@example.com',
        displayName: 'Élodie\nÅngström',
        entityRef: 'user:elsewhere/elodie',
        active: true,
        member: true,
        connection: 'Okta',
      });
      expect(await search('Élodie')).toEqual(found);
      const [other] = await search('user2@');
      expect(other.user).toEqual({
        id: expect.any(String),
        userName: 'user2@example.com',
        email: 'user2@example.com',
        entityRef: 'user:default/user2',
        active: true,
        member: true,
      });
    });

    it.each([['not-an-id'], ['3f0f0a52-6a3e-4a57-9f3f-1b1d6a3f0001'], ['\0']])(
      'is not found under %j',
      async unknown => {
        const { enforcement } = await start({});

        await expect(enforcement.getPlan(unknown)).rejects.toThrow(
          /There is no plan/,
        );
        await expect(enforcement.getRun(unknown)).rejects.toThrow(
          /There is no run/,
        );
      },
    );

    it('says when it has become stale or has expired', async () => {
      const { database, enforcement } = await start(documentedWorld);
      const { id: stale } = await enforcement.createPlan({ actor });
      await database.write(async change => change.mark());
      expect((await enforcement.getPlan(stale)).status).toBe('stale');

      const brief = await createTestEnforcement(database, {
        planLifetimeMs: 1,
      });
      const { id: expired } = await brief.enforcement.createPlan({ actor });
      expect((await enforcement.getPlan(expired)).status).toBe('expired');
    });

    it('is given up when nobody waits for it any more', async () => {
      const { database, enforcement } = await start(documentedWorld);
      const left = new AbortController();
      const waiting = enforcement.createPlan({ actor, signal: left.signal });
      const queued = enforcement.createPlan({ actor, signal: left.signal });
      const other = enforcement.createPlan({ actor });

      left.abort();

      await expect(waiting).rejects.toThrow(/abort/i);
      await expect(queued).rejects.toThrow(/abort/i);
      expect((await other).status).toBe('ready');
      const { items } = await enforcement.listPlans({ limit: 10 });
      expect(items.map(plan => plan.id)).toEqual([(await other).id]);
      expect(await database.knex('enforcement_plans').pluck('uuid')).toEqual([
        (await other).id,
      ]);
      expect(
        await database.knex('plan_change_pages').distinct('plan_id'),
      ).toEqual([{ plan_id: expect.any(Number) }]);
    });

    it.each([
      ['enforcement_removals', 'search_key'],
      // The last of what is stored.
      ['enforcement_plans', 'rows_digest'],
    ])(
      'is given up as a whole when %s cannot be stored',
      async (where, column) => {
        const { database, enforcement } = await start(documentedWorld);
        const rename = (from: string, to: string) =>
          database.knex.schema.alterTable(where, table => {
            table.renameColumn(from, to);
          });
        await rename(column, 'elsewhere');

        await expect(enforcement.createPlan({ actor })).rejects.toMatchObject({
          message: expect.stringContaining(column),
        });

        await rename('elsewhere', column);
        expect(await leftovers(database)).toEqual([]);
        expect((await enforcement.createPlan({ actor })).status).toBe('ready');
        expect(await leftovers(database)).not.toEqual([]);
      },
    );

    it('is given up as a whole when guards fail while names of people are stored', async () => {
      const { database, enforcement } = await start(documentedWorld);
      const { knex } = database;
      const judging = jest
        .spyOn(PlanJudging.prototype, 'judgeDraft')
        .mockRejectedValueOnce(new Error('No guard answers.'));
      const shareState = database.shareState.bind(database);
      const beside: Promise<unknown>[] = [];
      jest.spyOn(database, 'shareState').mockImplementation(async tx => {
        const readBeside = await shareState(tx);
        return (run, mode) => {
          const read = readBeside(async within => {
            const result = await run(within);
            if (mode === 'read write' && within !== tx) {
              while (judging.mock.calls.length === 0) {
                await within.raw('select 1');
              }
              // Time enough to delete too early.
              for (let turn = 0; turn < 20; turn++) {
                await knex.raw('select 1');
              }
            }
            return result;
          }, mode);
          beside.push(read);
          return read;
        };
      });

      await expect(enforcement.createPlan({ actor })).rejects.toThrow(
        'No guard answers.',
      );
      await Promise.allSettled(beside);
      expect(await leftovers(database)).toEqual([]);

      jest.restoreAllMocks();
      expect((await enforcement.createPlan({ actor })).status).toBe('ready');
    });

    it.each<[string, () => jest.SpyInstance]>([
      [
        'what it is made from cannot be digested',
        () =>
          jest
            .spyOn(PlanJudging.prototype, 'readHealth')
            .mockRejectedValueOnce(new Error('Nobody answers.')),
      ],
      [
        'role bindings cannot be read',
        () =>
          jest
            .spyOn(LocalAccessSource.prototype, 'snapshot')
            .mockRejectedValueOnce(new Error('Nobody answers.')),
      ],
    ])('is given up as a whole when %s', async (_, fail) => {
      const { database, enforcement } = await start(documentedWorld);
      const failing = fail();

      await expect(enforcement.createPlan({ actor })).rejects.toThrow(
        'Nobody answers.',
      );
      expect(await leftovers(database)).toEqual([]);

      failing.mockRestore();
      expect((await enforcement.createPlan({ actor })).status).toBe('ready');
    });

    it('waits without a connection while another one is made', async () => {
      const { database, enforcement } = await start(documentedWorld);
      const read = database.read.bind(database);
      let reading = 0;
      let most = 0;
      // What is read beside a transaction would count as well.
      jest
        .spyOn(database, 'shareState')
        .mockImplementation(async tx => run => run(tx));
      jest.spyOn(database, 'read').mockImplementation((run, access) => {
        const ofPlan = access === 'read write' ? 1 : 0;
        reading += ofPlan;
        most = Math.max(most, reading);
        return read(run, access).finally(() => {
          reading -= ofPlan;
        });
      });

      const plans = await Promise.all(
        [1, 2, 3].map(() => enforcement.createPlan({ actor })),
      );

      expect(most).toBe(1);
      expect(new Set(plans.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    });

    it.each([
      ['its caller stops', (left: AbortController) => left],
      [
        'the back end stops',
        (_: AbortController, stopped: AbortController) => stopped,
      ],
    ])('is given up while it waits for another one if %s', async (_, who) => {
      const database = await databases.create(id);
      const { knex } = database;
      await buildWorld(database, documentedWorld);
      const left = new AbortController();
      const stopped = new AbortController();
      const asked = createDeferred();
      const answered = createDeferred();
      const { enforcement } = await createTestEnforcement(
        database,
        {},
        {
          signal: stopped.signal,
          async findOrphans() {
            asked.resolve();
            await answered;
            return [];
          },
        },
      );
      const preparing = () =>
        knex('enforcement_plans').where({ preparing: true }).pluck('id');

      const first = enforcement.createPlan({ actor });
      await asked;
      const second = enforcement.createPlan({ actor, signal: left.signal });
      while ((await preparing()).length < 2) {
        await setImmediate();
      }
      const waiting = Math.max(...(await preparing()));
      who(left, stopped).abort(new Error('Nobody waits.'));

      await expect(second).rejects.toThrow('Nobody waits.');
      expect(await preparing()).not.toContain(waiting);
      answered.resolve();
      await Promise.allSettled([first]);
      expect(await preparing()).toEqual([]);
    });

    it('does not wait for the catalog when the back end stops', async () => {
      const database = await databases.create(id);
      await buildWorld(database, documentedWorld);
      const stopped = new AbortController();
      const { enforcement } = await createTestEnforcement(
        database,
        {},
        {
          signal: stopped.signal,
          findOrphans() {
            stopped.abort(new Error('Nobody waits.'));
            return new Promise(() => {});
          },
        },
      );

      await expect(enforcement.createPlan({ actor })).rejects.toThrow(
        'Nobody waits.',
      );
      expect(await leftovers(database)).toEqual([]);
    });

    it('is deleted when a crash left it half made', async () => {
      const { database, enforcement } = await start({});
      const { knex } = database;
      const [{ id: plan }] = await knex('enforcement_plans')
        .insert({
          uuid: randomUUID(),
          kind: 'enforce',
          revision: 0,
          fingerprint: '',
          created_by: actor,
          created_at: '2026-01-01T00:00:00.000Z',
          expires_at: '2026-01-02T00:00:00.000Z',
          summary: '{}',
          preparing: true,
        })
        .returning('id');
      await knex('plan_name_pages').insert({
        plan_id: plan,
        kind: 'user',
        page: 0,
        search_keys: '',
        details: '{}',
      });
      await knex('plan_change_pages').insert({
        plan_id: plan,
        page: 0,
        rows: '[]',
      });

      await enforcement.createPlan({ actor });

      expect(await leftovers(database)).not.toContain(plan);
    });

    it('is deleted a day after it has expired, unless it was applied', async () => {
      const { database, enforcement } = await start(documentedWorld);
      const used = await enforcement.createPlan({ actor });
      await enforcement.apply(used.id, {
        fingerprint: used.fingerprint,
        operationId: randomUUID(),
        actor,
      });
      const unused = await enforcement.createPlan({ actor });
      await database
        .knex('enforcement_plans')
        .update({ expires_at: '2020-01-01T00:00:00.000Z' });

      await enforcement.createPlan({ actor });

      await expect(enforcement.getPlan(unused.id)).rejects.toThrow(
        /There is no plan/,
      );
      expect((await enforcement.getPlan(used.id)).status).toBe('applied');
    });
  });
});
