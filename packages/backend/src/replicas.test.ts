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

import { TestDatabases } from '@backstage/backend-test-utils';
import { Replica } from './__testUtils__/Replica';

jest.setTimeout(240_000);

/** Far above what is expected and printed: the machine may be busy. */
const LIMIT_MS = 60_000;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

describe('Two replicas on one PostgreSQL', () => {
  const latencies: Array<{ what: string; ms: number }> = [];
  const replicas: Replica[] = [];
  let url: string;
  let first: Replica;
  let second: Replica;

  async function start(): Promise<Replica> {
    const replica = await Replica.start(url);
    replicas.push(replica);
    return replica;
  }

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    const { rows } = await knex.raw('select current_database() as name');
    const address = new URL(
      process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING!,
    );
    address.pathname = `/${rows[0].name}`;
    url = address.href;
    first = await start();
    second = await start();
  });

  afterAll(async () => {
    await Promise.all(replicas.map(replica => replica.kill()));
    process.stdout.write(
      `\n${latencies
        .map(({ what, ms }) => `${String(ms).padStart(6)} ms  ${what}`)
        .join('\n')}\n`,
    );
  });

  /** Waits until it is so; prints how long it took at the end. */
  async function becomes(
    what: string,
    condition: () => Promise<boolean>,
    since = performance.now(),
  ): Promise<void> {
    while (!(await condition())) {
      if (performance.now() - since > LIMIT_MS) {
        throw new Error(`Not within ${LIMIT_MS} ms: ${what}`);
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    latencies.push({ what, ms: Math.round(performance.now() - since) });
  }

  const join = async (replica: Replica, name: string): Promise<string> => {
    const { id } = await replica.push('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: `${name}@example.com`,
      emails: [{ value: `${name}@example.com`, primary: true }],
      active: true,
    });
    return id;
  };
  const setActive = (replica: Replica, id: string, active: boolean) =>
    replica.push('PATCH', `/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { active } }],
    });

  /** On both, from the moment of the push. */
  async function leaves(what: string, name: string, push: Promise<unknown>) {
    const since = performance.now();
    await push;
    await Promise.all(
      [first, second].flatMap((replica, index) => [
        becomes(
          `${what}: gone from the catalog of replica ${index + 1}`,
          async () => !(await replica.shows(name)),
          since,
        ),
        becomes(
          `${what}: refused by the policy of replica ${index + 1}`,
          async () => (await replica.decide(name)) === 'DENY',
          since,
        ),
      ]),
    );
  }

  async function appears(what: string, name: string, push: Promise<unknown>) {
    const since = performance.now();
    await push;
    await Promise.all(
      [first, second].map((replica, index) =>
        becomes(
          `${what}: in the catalog of replica ${index + 1}`,
          () => replica.shows(name),
          since,
        ),
      ),
    );
  }

  it('follow people who join, leave, come back and are deleted, whichever is told', async () => {
    const joining = join(first, 'ada');
    await appears('joined at 1', 'ada', joining);
    const id = await joining;
    await becomes(
      'joined at 1: let in by the policy of replica 2',
      async () => (await second.decide('ada')) === 'ALLOW',
    );

    await leaves('deactivated at 1', 'ada', setActive(first, id, false));
    expect(await second.people()).toEqual([]);
    await appears('reactivated at 2', 'ada', setActive(second, id, true));
    await becomes(
      'reactivated at 2: let in by the policy of replica 1',
      async () => (await first.decide('ada')) === 'ALLOW',
    );
    await leaves('deleted at 2', 'ada', second.push('DELETE', `/Users/${id}`));
  });

  it('take no harm from events that come twice, late or out of order', async () => {
    const dia = await join(first, 'dia');
    const cem = await join(second, 'cem');
    await setActive(first, dia, false);
    for (const revision of [3, 1, 9_999, 1, 2]) {
      await second.publish('scim.directory', { revision });
    }
    await first.publish('scim.directory', {});
    await setActive(second, dia, true);
    await setActive(second, cem, false);

    await becomes(
      'events out of order: both agree with the directory',
      async () => (await second.shows('dia')) && !(await first.shows('cem')),
    );
    expect(await first.people()).toEqual(['dia']);
  });

  it('converge after one is killed in the middle, without a restart of the other', async () => {
    const before = await second.people();
    const names = Array.from({ length: 120 }, (_, i) => `person-${i}`);
    const ids = new Map<string, string>();
    const pushes = names.map(async (name, i) => {
      // The identity provider tries again at the replica that is left.
      const replica = i % 2 === 0 ? first : second;
      const id = await join(replica, name).catch(async () => {
        const { Resources } = await second.push(
          'GET',
          `/Users?filter=${encodeURIComponent(
            `userName eq "${name}@example.com"`,
          )}`,
        );
        return Resources[0]?.id ?? join(second, name);
      });
      ids.set(name, id);
      if (ids.size === 40) {
        await first.kill();
      }
    });
    await Promise.all(pushes);
    const leavers = names.filter((_, i) => i % 3 === 0);
    await Promise.all(
      leavers.map(name => setActive(second, ids.get(name)!, false)),
    );
    const expected = [
      ...before,
      ...names.filter(name => !leavers.includes(name)),
    ].sort();

    await becomes(
      'replica 1 killed in the middle of 120 pushes: replica 2 has exactly who is active',
      async () => String(await second.people()) === String(expected),
    );
    expect(await second.decide(leavers[0])).toBe('DENY');

    first = await start();
    expect(await first.people()).toEqual(expected);
    await leaves(
      'deactivated at 2, replica 1 started anew',
      'person-1',
      setActive(second, ids.get('person-1')!, false),
    );
  });

  it('remove nobody while both are down, and whoever left then goes at the start', async () => {
    const joining = join(first, 'ben');
    await appears('joined before all are killed', 'ben', joining);
    const ben = await joining;
    const before = await first.people();
    await Promise.all([first.kill(), second.kill()]);
    first = await start();
    expect(await first.people()).toEqual(before);
    await setActive(first, ben, false);
    await first.kill();
    second = await start();

    await becomes(
      'deactivated, and all replicas killed at once: gone after the start',
      async () => !(await second.shows('ben')),
    );
    expect(await second.people()).toEqual(
      before.filter(name => name !== 'ben'),
    );
  });
});
