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
  AccessModel,
  defaultAccessModel,
  PlanChange,
  PlanScope,
} from '@backstage-scim/plugin-scim-common';
import type {
  AccessSource,
  SnapshotSink,
} from '@backstage-scim/plugin-scim-node';
import { ScimDatabase } from '../../database';
import { testDatabases } from '../../__testUtils__/testDatabases';
import { buildWorld } from '../__testUtils__/buildWorld';
import { lines } from '../__testUtils__/readable';
import { draftEnforcement } from './draftEnforcement';
import type { PlanDraft } from './PlanDraft';

jest.setTimeout(60_000);

/** Repositories; `admin` is more than `read`. */
const model: AccessModel = {
  types: [
    {
      type: 'repository',
      label: 'repositories',
      roles: ['admin', 'read'],
      groupRoles: ['admin', 'read'],
    },
  ],
  administrator: { type: 'repository', role: 'admin' },
};

/** A source that keeps names, as most do. */
function sourceOf(
  snapshot: (sink: SnapshotSink, signal: AbortSignal) => void | Promise<void>,
): AccessSource {
  return {
    id: 'git',
    model,
    snapshot: async (sink, signal) => snapshot(sink, signal),
    removeBindings: async () => [],
    restoreBindings: async () => [],
  };
}

function readRepository(sink: SnapshotSink) {
  sink.addResources([{ key: 'web', type: 'repository', name: 'Web' }]);
  sink.addBindings([
    {
      resource: 'web',
      role: 'admin',
      principalType: 'user',
      principals: ['MARA@example.com', 'noah@example.com', 'nobody'],
    },
    {
      resource: 'web',
      role: 'read',
      principalType: 'group',
      principals: ['engineering'],
    },
  ]);
}

const world = {
  clouds: { prod: ['web'] },
  users: ['mara@example.com', 'noah@example.com', 'lone@example.com'],
  groups: [
    { name: 'Engineering', users: ['mara@example.com', 'noah@example.com'] },
  ],
};

function draft(
  database: ScimDatabase,
  source: AccessSource,
  options: {
    scope?: PlanScope;
    exemptUsers?: string[];
    signal?: AbortSignal;
  } = {},
) {
  return database.read(tx =>
    draftEnforcement(tx, {
      model: defaultAccessModel,
      exemptUsers: [],
      sources: [source],
      ...options,
    }),
  );
}

/** All change rows. */
function changesOf(
  plan: PlanDraft,
  { knex }: ScimDatabase,
): Promise<PlanChange[]> {
  return plan.changes(knex, [...Array(plan.counts.changes).keys()]);
}

describe('A plan of several access sources', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let database: ScimDatabase;
    beforeEach(async () => {
      database = await databases.create(id);
      await buildWorld(database, {
        ...world,
        bindings: [['cloud/prod', 'owner', { user: 'mara@example.com' }]],
      });
    });

    it('lists other types after those of the portal, and says where they are', async () => {
      const plan = await draft(database, sourceOf(readRepository));
      const changes = await changesOf(plan, database);
      expect(lines(changes)).toEqual([
        'mara@example.com cloud/prod: owner -> (removed)',
        'mara@example.com git:repository/Web: admin -> read',
        'noah@example.com git:repository/Web: admin -> read',
      ]);
      expect(changes[1].resource).toEqual({
        id: 'git:web',
        ref: 'git:repository/Web',
        source: 'git',
        type: 'repository',
        name: 'Web',
        label: 'Web',
      });
      expect(changes[1].kept).toMatchObject([
        { role: 'read', origin: { type: 'group', path: ['Engineering'] } },
      ]);
    });

    it('names what is to be removed as the source does, and leaves strangers alone', async () => {
      const plan = await draft(database, sourceOf(readRepository));
      expect(plan.counts.bindings).toBe(1);
      expect(plan.sources).toEqual([
        { id: 'local', guarantee: 'exact', bindings: 1, problems: [] },
        { id: 'git', guarantee: 'best-effort', bindings: 2, problems: [] },
      ]);
      expect(plan.sourceBindings).toEqual(
        ['MARA@example.com', 'noah@example.com'].map(principal => ({
          source: 'git',
          resource: 'web',
          role: 'admin',
          userId: expect.any(String),
          principal,
        })),
      );
    });

    it('takes numbers for names', async () => {
      const users = await database.knex('users').orderBy('id').select('id');
      const [group] = await database.knex('groups').select('id');
      const numbered = sourceOf(sink => {
        sink.addResources([
          { key: 'web', type: 'repository', name: 'Web', number: 12 },
        ]);
        sink.addPackedBindings({
          role: 'admin',
          principalType: 'user',
          resources: Int32Array.of(12, 12),
          principals: Int32Array.of(users[0].id, users[1].id),
        });
        sink.addPackedBindings({
          role: 'read',
          principalType: 'group',
          resources: Int32Array.of(12),
          principals: Int32Array.of(group.id),
        });
      });
      const named = await draft(database, sourceOf(readRepository));
      const plan = await draft(database, numbered);
      expect(await changesOf(plan, database)).toEqual(
        await changesOf(named, database),
      );
      expect(plan.sourceBindings.map(({ userId }) => userId)).toEqual(
        named.sourceBindings.map(({ userId }) => userId),
      );
    });

    it('spares exempt people in every source', async () => {
      const plan = await draft(database, sourceOf(readRepository), {
        exemptUsers: ['mara@example.com'],
      });
      expect(plan.sourceBindings.map(({ principal }) => principal)).toEqual([
        'noah@example.com',
      ]);
      expect(
        (await changesOf(plan, database)).map(({ user }) => user.email),
      ).toEqual(['noah@example.com']);
    });

    it('can be of one source only, and then ends no membership', async () => {
      const plan = await draft(database, sourceOf(readRepository), {
        scope: { type: 'source', source: 'git' },
      });
      expect(plan.counts).toMatchObject({ bindings: 0, usersRemoved: 0 });
      expect(plan.sourceBindings).toHaveLength(2);
      expect(
        (await changesOf(plan, database)).map(({ user }) => user.email),
      ).toEqual(['mara@example.com', 'noah@example.com']);
      const local = await draft(database, sourceOf(readRepository), {
        scope: { type: 'source', source: 'local' },
      });
      expect(local.counts).toMatchObject({ bindings: 1, usersRemoved: 0 });
      expect(local.sourceBindings).toEqual([]);
    });

    it('lists as a problem that a resource comes before what it lies in', async () => {
      const early = sourceOf(sink =>
        sink.addResources([
          { key: 'web', type: 'repository', name: 'Web', parent: 'team' },
          { key: 'team', type: 'repository', name: 'Team' },
          { key: 'api', type: 'repository', name: 'Api', parent: 'team' },
        ]),
      );
      expect((await draft(database, early)).sources[1].problems).toEqual([
        "web: It lies in 'team', which the source has to name before it.",
      ]);
    });

    it('says what could not be read', async () => {
      const partly = sourceOf(sink => {
        readRepository(sink);
        sink.addProblem({ resource: 'api', message: 'No permission.' });
      });
      expect((await draft(database, partly)).sources[1].problems).toEqual([
        'api: No permission.',
      ]);
      const broken = sourceOf(() => {
        throw new Error('connection refused');
      });
      expect((await draft(database, broken)).sources[1]).toMatchObject({
        problems: ['It could not be read: connection refused'],
        bindings: 0,
      });
    });

    it('has the same fingerprint in whatever order a source answers', async () => {
      const first = await draft(database, sourceOf(readRepository));
      const other = sourceOf(sink => {
        sink.addResources([{ key: 'web', type: 'repository', name: 'Web' }]);
        sink.addBindings([
          {
            resource: 'web',
            role: 'read',
            principalType: 'group',
            principals: ['engineering'],
          },
          {
            resource: 'web',
            role: 'admin',
            principalType: 'user',
            principals: ['noah@example.com', 'MARA@example.com'],
          },
        ]);
      });
      const again = await draft(database, other);
      expect(await again.fingerprint).toBe(await first.fingerprint);
      const without = await draft(
        database,
        sourceOf(() => {}),
      );
      expect(await without.fingerprint).not.toBe(await first.fingerprint);
    });

    it('can be given up while a source is read', async () => {
      const controller = new AbortController();
      const slow = sourceOf(
        (_sink, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
            controller.abort(new Error('Nobody waits any more.'));
          }),
      );
      await expect(
        draft(database, slow, { signal: controller.signal }),
      ).rejects.toThrow('Nobody waits any more.');
      const next = await draft(database, sourceOf(readRepository));
      expect(next.counts.changes).toBe(3);
    });

    it('says what happens to projects under a cloud that somebody loses', async () => {
      await database.write(async ({ tx }) => {
        const [{ id: mara }] = await tx('users')
          .where({ email: 'mara@example.com' })
          .select('id');
        const [{ id: project }] = await tx('resources')
          .where({ ref: 'project/prod/web' })
          .select('id');
        await tx('bindings').insert({
          resource_id: project,
          role: 'owner',
          user_id: mara,
          created_at: '2026-01-01T00:00:00.000Z',
        });
      });
      const plan = await draft(
        database,
        sourceOf(() => {}),
      );
      expect(
        plan.impact.find(({ resource }) => resource.ref === 'cloud/prod'),
      ).toMatchObject({ removed: 1, inside: { touched: 1, kept: 0 } });
    });
  });
});
