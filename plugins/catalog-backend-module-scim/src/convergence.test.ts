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

import { mockServices } from '@backstage/backend-test-utils';
import { FakeCatalog } from './__testUtils__/FakeCatalog';
import { FakeDirectory } from './__testUtils__/FakeDirectory';
import { unguardedTurn } from './__testUtils__/unguardedTurn';
import { EntityBuilder } from './EntityBuilder';
import { ScimEntityProvider } from './ScimEntityProvider';

const REPLICAS = 3;
const STEPS = 40;

/** Numbers from 0 to below 1, the same ones for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    // https://en.wikipedia.org/wiki/Linear_congruential_generator
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('Several replicas on one catalog', () => {
  it.each(Array.from({ length: 100 }, (_, seed) => seed))(
    'agree with the directory in the end, whatever was slow, lost or failed (seed %i)',
    async seed => {
      const random = randomNumbers(seed);
      const pick = <T>(values: T[]) =>
        values[Math.floor(random() * values.length)];
      const directory = new FakeDirectory();
      const catalog = new FakeCatalog();
      let isCalm = false;
      const delay = async () => {
        for (let turns = random() * 5; turns > 1; turns--) {
          await new Promise(resolve => setImmediate(resolve));
        }
      };
      const fail = () => {
        if (!isCalm && random() < 0.1) {
          throw new Error('Fault');
        }
      };
      directory.beforeAnswer = fail;
      catalog.beforeMutation = async () => {
        await delay();
        fail();
      };
      const replicas = Array.from(
        { length: REPLICAS },
        () =>
          new ScimEntityProvider({
            turn: unguardedTurn,
            scim: {
              getPrincipalStatus: () => directory.getPrincipalStatus(),
              getOwnershipEntityRefs: () => directory.getOwnershipEntityRefs(),
              reportConflicts: report => directory.reportConflicts(report),
              checkRemovals: removals => directory.checkRemovals(removals),
              // An answer that is under way gets old.
              async listDirectory(options) {
                const page = await directory.listDirectory(options);
                await delay();
                return page;
              },
              async listDirectoryChanges(options) {
                const changes = await directory.listDirectoryChanges(options);
                await delay();
                return changes;
              },
            },
            logger: mockServices.logger.mock(),
            catalog,
            builder: new EntityBuilder({ logger: mockServices.logger.mock() }),
            limits: { entities: 10, percentage: 20 },
          }),
      );
      await Promise.all(replicas.map(replica => replica.connect(catalog)));

      const running: Promise<void>[] = [];
      const names = ['ada', 'ben', 'cem', 'dia'];
      for (let step = 0; step < STEPS; step++) {
        const id = pick(['1', '2', '3', '4', '5']);
        const name = pick(names);
        if (directory.holderOf(name) === undefined) {
          directory.putUser(id, { entityName: name });
        } else if (random() < 0.5) {
          directory.removeUser(id);
        }
        const replica = pick(replicas);
        const work = random() < 0.2 ? replica.reconcile() : replica.catchUp();
        running.push(work.catch(() => {}));
        await delay();
      }
      await Promise.all(running);
      isCalm = true;
      await Promise.all(replicas.map(replica => replica.catchUp()));

      expect(
        catalog.refs.map(ref => [
          ref,
          catalog.get(ref)?.metadata.annotations?.[
            'backstage-scim.dev/user-id'
          ],
        ]),
      ).toEqual(
        names.flatMap(name => {
          const id = directory.holderOf(name);
          return id ? [[`user:default/${name}`, id]] : [];
        }),
      );
    },
  );
});
