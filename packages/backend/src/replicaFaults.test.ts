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

import { TwoReplicas } from './__testUtils__/TwoReplicas';

jest.setTimeout(240_000);

const portal = TwoReplicas.create();

describe('Two replicas on one PostgreSQL, when something goes wrong', () => {
  beforeAll(() => portal.start());
  afterAll(() => portal.stop());

  /** Waits until both have these people in the catalog, and nobody else. */
  const bothHave = (what: string, names: string[]) =>
    portal.bothBecome(what, Promise.resolve(), {
      'exactly who is active in the catalog': async replica =>
        String(await replica.people()) === String([...names].sort()),
    });

  it('take no harm from events that come twice, late or out of order', async () => {
    const { first, second } = portal;
    const dia = await first.join('dia');
    const cem = await second.join('cem');
    await first.setActive(dia, false);
    for (const revision of [3, 1, 9_999, 1, 2]) {
      await second.publish('scim.directory', { revision });
    }
    await first.publish('scim.directory', {});
    await second.setActive(dia, true);
    await second.setActive(cem, false);

    await bothHave('events out of order', ['dia']);
    expect(await second.decide('cem')).toBe('DENY');
  });

  it('hear by themselves of what no event told them', async () => {
    const { first } = portal;
    // Events of this one reach nobody.
    const silent = await portal.startReplica({ scimAlone: true });
    const told = await eventsOnTheBus();

    const joining = silent.join('eve');
    await portal.enters('joined without an event', 'eve', joining);
    const leaving = silent.setActive(await joining, false);
    await portal.leaves('deactivated without an event', 'eve', leaving);

    expect(await eventsOnTheBus()).toEqual(told);
    await silent.kill();
    expect(await first.people()).toEqual(['dia']);
  });

  async function eventsOnTheBus(): Promise<number> {
    const [{ count }] = await portal
      .database('events.event_bus_events')
      .count({ count: '*' });
    return Number(count);
  }

  it('refuse leavers while the catalog is down, and follow when it is back', async () => {
    const { first, second } = portal;
    const gus = await first.join('gus');
    await bothHave('joined before the catalog is down', ['dia', 'gus']);
    const before = await idOf('dia');

    await portal.database.raw('alter schema catalog rename to catalog_is_down');
    await expect(first.shows('dia')).rejects.toThrow('answers 500');
    await expect(second.shows('dia')).rejects.toThrow('answers 500');
    await second.join('hal');
    await portal.bothBecome(
      'deactivated while the catalog is down',
      first.setActive(gus, false),
      {
        'refused by the policy': async replica =>
          (await replica.decide('gus')) === 'DENY',
        'trying to follow, and failing, in the log': async replica =>
          replica.log.some(line =>
            line.startsWith(
              'The catalog could not follow the SCIM directory; nothing was removed.',
            ),
          ),
      },
    );
    await portal.database.raw('alter schema catalog_is_down rename to catalog');

    await bothHave('the catalog is back', ['dia', 'hal']);
    expect(await idOf('dia')).toEqual(before);
  });

  /** Another one if somebody was removed from the catalog meanwhile. */
  async function idOf(name: string): Promise<string> {
    const [id] = await portal
      .database('catalog.refresh_state')
      .where({ entity_ref: `user:default/${name}` })
      .pluck('entity_id');
    return id;
  }

  it('converge after one is killed in the middle, without a restart of the other', async () => {
    const { first, second } = portal;
    const before = await second.people();
    const names = Array.from({ length: 120 }, (_, i) => `person-${i}`);
    const ids = new Map<string, string>();
    const pushes = names.map(async (name, i) => {
      // The identity provider tries again at the replica that is left.
      const replica = i % 2 === 0 ? first : second;
      const id = await replica.join(name).catch(async () => {
        const { Resources } = await second.push(
          'GET',
          `/Users?filter=${encodeURIComponent(
            `userName eq "${name}@example.com"`,
          )}`,
        );
        return Resources[0]?.id ?? second.join(name);
      });
      ids.set(name, id);
      if (ids.size === 40) {
        await first.kill();
      }
    });
    await Promise.all(pushes);
    const leavers = names.filter((_, i) => i % 3 === 0);
    await Promise.all(
      leavers.map(name => second.setActive(ids.get(name)!, false)),
    );
    const expected = [
      ...before,
      ...names.filter(name => !leavers.includes(name)),
    ].sort();

    await portal.becomes(
      'replica 1 killed in the middle of 120 pushes: exactly who is active in the catalog of replica 2',
      async () => String(await second.people()) === String(expected),
    );
    expect(await second.decide(leavers[0])).toBe('DENY');

    portal.first = await portal.startReplica();
    expect(await portal.first.people()).toEqual(expected);
    await portal.leaves(
      'deactivated at 2, replica 1 started anew',
      'person-1',
      second.setActive(ids.get('person-1')!, false),
    );
  });

  it('remove nobody while both are down, and whoever left then goes at the start', async () => {
    const joining = portal.first.join('ben');
    await portal.enters('joined before all are killed', 'ben', joining);
    const before = await portal.first.people();
    const [ben, dia] = [await idOf('ben'), await idOf('dia')];
    await Promise.all([portal.first.kill(), portal.second.kill()]);
    // No catalog is there to follow in this one.
    const alone = await portal.startReplica({ scimAlone: true });
    await alone.setActive(await joining, false);
    await alone.kill();
    expect(await idOf('ben')).toEqual(ben);
    portal.second = await portal.startReplica();

    const expected = before.filter(name => name !== 'ben');
    await portal.becomes(
      'deactivated, and all replicas killed at once: exactly who is active in the catalog after the start',
      async () => String(await portal.second.people()) === String(expected),
    );
    expect(await idOf('dia')).toEqual(dia);
  });

  it('keep everybody when the directory was lost, until they are pushed again or let go', async () => {
    const before = await portal.second.people();
    await portal.second.kill();
    await portal.database.raw('drop schema scim cascade');
    const first = await portal.startReplica();
    portal.first = first;

    const heldBack = async () => {
      const { items } = await first.manage('GET', '/directory/removals');
      return items[0];
    };
    await portal.becomes(
      'directory lost: removals held back',
      async () => (await heldBack())?.count === before.length,
    );
    expect(await heldBack()).toMatchObject({ present: before.length });
    expect(await first.people()).toEqual(before);
    expect(first.log).toContainEqual(
      expect.stringMatching(
        /^Kept \d+ of \d+ users and groups in the catalog .* let an administrator POST .*; if not, restore the database or have the identity provider push again\.$/,
      ),
    );
    const id = await idOf('dia');

    await first.join('dia');
    await first.join('hal');
    portal.second = await portal.startReplica();
    await portal.becomes(
      'pushed again: removals held back of the others alone',
      async () => (await heldBack())?.count === before.length - 2,
    );
    expect(await portal.second.people()).toEqual(before);

    const { fingerprint } = await heldBack();
    await first.manage('POST', `/directory/removals/${fingerprint}/approval`);
    await bothHave('removals let through', ['dia', 'hal']);
    expect(await idOf('dia')).toEqual(id);
  });
});
