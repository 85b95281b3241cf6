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
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  allPages,
  GuardRefusedError,
  GuardResult,
  ScimClient,
  StalePlanError,
} from '@backstage-scim/plugin-scim-common';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { testDatabases } from '../__testUtils__/testDatabases';
import {
  buildWorld,
  WorldDescription,
} from '../enforcement/__testUtils__/buildWorld';
import { documentedWorld } from '../enforcement/__testUtils__/documentedWorld';
import { emails, lines, stored } from '../enforcement/__testUtils__/readable';
import { scimPlugin } from '../plugin';

jest.setTimeout(60_000);

describe('The enforcement API', () => {
  const databases = testDatabases();

  /** The whole plugin, on SQLite, reached over HTTP by the client. */
  async function start(
    world: WorldDescription,
    options: { permissions?: string[]; caller?: string; config?: object } = {},
  ) {
    const database = await databases.create('SQLITE_3');
    await buildWorld(database, world);
    const { server } = await startTestBackend({
      features: [
        scimPlugin,
        mockServices.database.factory({ knex: database.knex }),
        mockServices.rootConfig.factory({
          data: {
            organization: { name: 'Example' },
            permission: { enabled: true },
            ...options.config,
          },
        }),
        mockServices.permissions.mock({
          authorize: async asked =>
            asked.map(({ permission }) => ({
              result:
                options.permissions?.includes(permission.name) ?? true
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
            })),
        }).factory,
      ],
    });
    const authorization = options.caller
      ? mockCredentials.user.header(options.caller)
      : mockCredentials.service.header();
    const client = new ScimClient({
      discovery: {
        getBaseUrl: async plugin =>
          `http://localhost:${server.port()}/api/${plugin}`,
      },
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          headers: { ...init?.headers, Authorization: authorization },
        }),
    });
    return { database, server, client, authorization };
  }

  async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
    const found: T[] = [];
    for await (const item of items) {
      found.push(item);
    }
    return found;
  }

  it('plans, applies, reports and undoes', async () => {
    const { database, client } = await start(documentedWorld);
    const before = await stored(database);

    const plan = await client.createPlan();
    expect(await client.getPlan(plan.id)).toEqual(plan);
    const changes = await all(
      allPages(page => client.listPlanChanges(plan.id, page)),
    );
    expect(lines(changes)).toHaveLength(5);

    const run = await client.applyPlan(plan.id, {
      fingerprint: plan.fingerprint,
      operationId: randomUUID(),
    });
    expect(run.appliedBy).toBe('service:external:test-service');
    expect(
      await all(allPages(page => client.listRunChanges(run.id, page))),
    ).toEqual(changes);
    const removals = await client.listRunRemovals(run.id);
    expect(emails(removals.items)).toEqual(['orphan-user@example.com']);
    expect(await client.listPlanRemovals(plan.id)).toEqual(removals);

    const rollback = await client.createPlan({ rollbackOf: run.id });
    await client.applyPlan(rollback.id, {
      fingerprint: rollback.fingerprint,
      operationId: randomUUID(),
    });
    expect((await stored(database)).bindings).toEqual(before.bindings);
    const { items: runs } = await client.listRuns();
    expect(runs.map(({ kind }) => kind)).toEqual(['rollback', 'enforce']);
    expect((await client.getRun(run.id)).rolledBackBy).toBe(runs[0].id);
  });

  it('walks the listings page by page', async () => {
    const { client } = await start(documentedWorld);
    const { id } = await client.createPlan();

    const first = await client.listPlanChanges(id, { limit: 3 });
    const second = await client.listPlanChanges(id, {
      limit: 3,
      cursor: first.nextCursor,
    });

    expect(first.items).toHaveLength(3);
    expect(second.items).toHaveLength(2);
    expect(second.nextCursor).toBeUndefined();
    expect(
      (await client.listPlanChanges(id, { search: 'dev-cloud' })).items,
    ).toHaveLength(1);
  });

  it('answers 409 to a stale plan, with what changed since', async () => {
    const { database, client } = await start(documentedWorld);
    const plan = await client.createPlan();
    await database.write(async change => {
      await change.tx('bindings').whereNotNull('user_id').delete();
      change.mark();
    });

    const refusal = await client
      .applyPlan(plan.id, {
        fingerprint: plan.fingerprint,
        operationId: randomUUID(),
      })
      .catch(error => error);

    expect(refusal).toBeInstanceOf(StalePlanError);
    expect(refusal).toMatchObject({
      statusCode: 409,
      reason: 'changed',
      difference: {
        added: { changes: 0, removals: 0 },
        gone: { changes: 5, removals: 0 },
      },
    });
    expect(refusal.difference.examples.gone.changes).toHaveLength(5);
  });

  it('answers 422 if a guard refuses, with its numbers', async () => {
    const { client } = await start(
      {
        users: ['mara@example.com'],
        groups: [{ name: 'Team', users: ['mara@example.com'] }],
        bindings: [['organization', 'owner', { user: 'mara@example.com' }]],
      },
      { caller: 'user:default/mara' },
    );
    const plan = await client.createPlan();

    const refusal = await client
      .applyPlan(plan.id, {
        fingerprint: plan.fingerprint,
        operationId: randomUUID(),
      })
      .catch(error => error);

    expect(refusal).toBeInstanceOf(GuardRefusedError);
    expect(refusal).toMatchObject({
      statusCode: 422,
      guards: plan.guards.filter(({ outcome }) => outcome === 'block'),
    });
    expect(refusal.guards.map(({ guard }: GuardResult) => guard)).toEqual([
      'owners-left',
      'self-lockout',
    ]);
  });

  it('leaves alone who is exempt by configuration', async () => {
    const { client } = await start(documentedWorld, {
      config: {
        scim: { enforcement: { exemptUsers: ['orphan-user@example.com'] } },
      },
    });

    const { counts, exempt } = await client.createPlan();

    expect(counts.usersRemoved).toBe(0);
    expect(exempt.map(({ email }) => email)).toEqual([
      'orphan-user@example.com',
    ]);
  });

  describe('lets', () => {
    const paths = [
      ['post', '/enforcement/plans'],
      ['get', '/enforcement/plans/x'],
      ['get', '/enforcement/plans/x/changes'],
      ['get', '/enforcement/plans/x/removals'],
      ['post', '/enforcement/plans/x/apply'],
      ['get', '/enforcement/runs'],
      ['get', '/enforcement/runs/x'],
      ['get', '/enforcement/runs/x/changes'],
      ['get', '/enforcement/runs/x/removals'],
    ] as const;

    async function statuses(
      permissions: string[],
      options: { anonymous?: boolean } = {},
    ) {
      const { server, authorization } = await start(documentedWorld, {
        permissions,
        caller: 'user:default/user1',
      });
      const answers: Record<string, number> = {};
      for (const [method, path] of paths) {
        const { status } = await request(server)
          [method](`/api/scim${path}`)
          .set(
            'Authorization',
            options.anonymous ? mockCredentials.none.header() : authorization,
          )
          .send(
            path.endsWith('apply')
              ? { fingerprint: 'x', operationId: 'x' }
              : {},
          );
        answers[`${method} ${path}`] = status;
      }
      return answers;
    }

    it('nobody without permissions do anything', async () => {
      expect(new Set(Object.values(await statuses([])))).toEqual(
        new Set([403]),
      );
    });

    it('nobody without a token do anything', async () => {
      expect(
        new Set(Object.values(await statuses([], { anonymous: true }))),
      ).toEqual(new Set([401]));
    });

    it('planners plan and read, not apply', async () => {
      expect(await statuses(['scim.enforcement.plan'])).toEqual({
        'post /enforcement/plans': 201,
        'get /enforcement/plans/x': 404,
        'get /enforcement/plans/x/changes': 404,
        'get /enforcement/plans/x/removals': 404,
        'post /enforcement/plans/x/apply': 403,
        'get /enforcement/runs': 200,
        'get /enforcement/runs/x': 404,
        'get /enforcement/runs/x/changes': 404,
        'get /enforcement/runs/x/removals': 404,
      });
    });
  });

  it.each([
    [{}],
    [{ fingerprint: 'x' }],
    [{ operationId: 'x' }],
    [{ fingerprint: 'x', operationId: '' }],
    [{ fingerprint: 'x', operationId: 7 }],
    [{ fingerprint: 'x', operationId: 'x'.repeat(256) }],
    [{ fingerprint: 'x', operationId: 'x', force: true }],
  ])('answers 400 to an apply with the body %j', async body => {
    const { server, client, authorization } = await start(documentedWorld);
    const { id } = await client.createPlan();

    const answer = await request(server)
      .post(`/api/scim/enforcement/plans/${id}/apply`)
      .set('Authorization', authorization)
      .send(body);

    expect(answer.status).toBe(400);
  });
});
