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

import type { AccessDiff } from './diffAccess';
import { fingerprintOf } from './fingerprintOf';
import { BEFORE, NO_ROLE, World } from './World';

type Row = [user: string, resource: string, before: number, after: number];

const ROLES = ['owner', 'readonly'];

/** A plan as one would write it down. */
interface PlainPlan {
  heading: string;
  rows: Row[];
  /** Direct bindings that go, by person whose membership ends. */
  memberships: Record<string, number>;
}

const plan: PlainPlan = {
  heading: 'everything',
  rows: [
    ['ada', 'prod', 0, 1],
    ['ada', 'test', 1, NO_ROLE],
    ['leo', 'prod', 0, 1],
  ],
  memberships: { mara: 2 },
};

function print({ heading, rows, memberships }: PlainPlan): string {
  const leaving = Object.keys(memberships);
  const people = [...new Set([...rows.map(([user]) => user), ...leaving])];
  const resources = [...new Set(rows.map(([, resource]) => resource))];
  const offsets = Int32Array.from({ length: people.length + 1 });
  people.forEach((person, i) => {
    offsets[i + 1] = offsets[i] + (memberships[person] ?? 0);
  });
  const bindings = offsets[people.length];
  const world = {
    baseline: new Uint8Array(resources.length),
    directBindings: {
      offsets,
      times: new Uint8Array(bindings).fill(BEFORE),
    },
  } as unknown as World;
  const diff = {
    changes: {
      users: Int32Array.from(rows, ([user]) => people.indexOf(user)),
      resources: Int32Array.from(rows, row => resources.indexOf(row[1])),
      oldRanks: Uint8Array.from(rows, row => row[2]),
      newRanks: Uint8Array.from(rows, row => row[3]),
    },
    memberships: Int32Array.from(leaving, person => people.indexOf(person)),
  } as unknown as AccessDiff;
  return fingerprintOf(heading, world, diff, {
    user: user => people[user],
    resource: resource => resources[resource],
    role: (_, rank) => ROLES[rank],
  });
}

describe('fingerprintOf', () => {
  it('is the same for the same rows', () => {
    // Stored plans have it: who changes how it is made makes them stale.
    expect(print(plan)).toBe(
      '106820a8006ce60980acf2f21813f40ad5fc44fe3bb7eb016112f29dc010dd6b',
    );
    expect(print(plan)).toBe(print({ ...plan, rows: [...plan.rows] }));
  });

  it.each<[string, Partial<PlainPlan>]>([
    ['another heading', { heading: 'dev' }],
    ['a row less', { rows: plan.rows.slice(0, 2) }],
    ['no rows', { rows: [] }],
    [
      'another person',
      { rows: [['eve', 'prod', 0, 1], ...plan.rows.slice(1)] },
    ],
    [
      'a row of one person being one of another',
      { rows: [plan.rows[0], ['leo', 'test', 1, NO_ROLE], plan.rows[2]] },
    ],
    [
      'another resource',
      { rows: [...plan.rows.slice(0, 2), ['leo', 'test', 0, 1]] },
    ],
    [
      'another role before',
      { rows: [...plan.rows.slice(0, 2), ['leo', 'prod', 1, 1]] },
    ],
    [
      'another role after',
      { rows: [...plan.rows.slice(0, 2), ['leo', 'prod', 0, NO_ROLE]] },
    ],
    ['nobody who leaves', { memberships: {} }],
    ['somebody else who leaves', { memberships: { eve: 2 } }],
    ['another number of bindings that go', { memberships: { mara: 1 } }],
  ])('is another for %s', (_, change) => {
    expect(print({ ...plan, ...change })).not.toBe(print(plan));
  });

  it.each([4096, 5000])('covers %d rows', count => {
    // The first two name all there is, so that others differ in numbers only.
    const rows = Array.from(
      { length: count },
      (_, i): Row => [`person-${i}`, i === 1 ? 'test' : 'prod', 0, 1],
    );
    const moved = (place: number) =>
      rows.map((row, i): Row => {
        const [user] = row;
        return i === place ? [user, 'test', 0, 1] : row;
      });
    const prints = [rows, moved(10), moved(count - 1)].map(some =>
      print({ ...plan, rows: some }),
    );
    expect(new Set(prints).size).toBe(3);
  });
});
