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

import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import {
  addGroup,
  addUser,
  changeMembers,
} from '../__testUtils__/directoryWorld';
import { testDatabases } from '../__testUtils__/testDatabases';
import { GroupStore } from './GroupStore';
import type { MemberChange } from './MemberChange';

jest.setTimeout(120_000);

const groups = new GroupStore();

/** What a step means, said in the simplest way. */
function membersAfter(members: string[], step: MemberChange): string[] {
  switch (step.op) {
    case 'add':
      return [...new Set([...members, ...step.ids])];
    case 'remove':
      return members.filter(id => !step.ids.includes(id));
    case 'removeMatching':
      return members.filter(
        value => !step.matches({ value, type: 'User', display: '' }),
      );
    default:
      return step.op === 'replace' ? [...new Set(step.ids)] : [];
  }
}

describe('applyMemberChanges', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('ends with the members that the steps mean, and raises the version only if they differ', async () => {
      const database = await databases.create(id);
      const people = [];
      for (const name of ['ann', 'ben', 'cleo', 'dora']) {
        people.push(await addUser(database, name));
      }
      const inside = [
        await addGroup(database, 'Inside'),
        await addGroup(database, 'Also inside'),
      ];
      const team = await addGroup(database, 'Engineering');
      const everybody = [...people, ...inside].map(({ uuid }) => uuid);
      const someIds = fc.array(fc.constantFrom(...everybody), { maxLength: 4 });
      const step: fc.Arbitrary<MemberChange> = fc.oneof(
        fc.record({
          op: fc.constantFrom('add' as const, 'remove' as const),
          ids: someIds,
        }),
        fc.record({ op: fc.constant('replace' as const), ids: someIds }),
        fc.record({ op: fc.constant('clear' as const) }),
        someIds.map(ids => ({
          op: 'removeMatching' as const,
          matches: ({ value }: { value: string }) => ids.includes(value),
        })),
      );
      let members: string[] = [];
      let { version } = team;

      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 4 }), async steps => {
          const expected = steps.reduce(membersAfter, members).sort();
          const differs = !isDeepStrictEqual(expected, members);

          const changed = await changeMembers(database, team, ...steps);

          const stored = await groups.membersOf(database.knex, [team.id]);
          const present = stored.get(team.id)!.map(({ value }) => value);
          expect(present.sort()).toEqual(expected);
          expect(changed.version).toBe(differs ? version + 1 : version);
          members = expected;
          version = changed.version;
        }),
        // Each run starts where the one before ended, so none can be shrunk.
        { numRuns: 150, endOnFailure: true },
      );
    });
  });
});
